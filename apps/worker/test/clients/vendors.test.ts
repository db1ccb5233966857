import { createVendors } from '@mudig/sandbox/vendors/server'
import type { FaultRule } from '@mudig/sandbox/vendors/wire'
import { createDownloader } from '@mudig/shared/clients/core/download'
import { createKarlo } from '@mudig/shared/clients/karlo/karlo'
import { createChat, defaultChatModel, type StreamedValue } from '@mudig/shared/clients/openai/chat'
import { createOpenaiImages, defaultImageModel } from '@mudig/shared/clients/openai/images'
import { createYoutube } from '@mudig/shared/clients/youtube/youtube'
import { normalisePicture } from '@mudig/shared/objects/picture'
import { rejection } from '@mudig/shared/testing/vendor-server'
import t from 'tap'

const sandbox = await createVendors({
  latency: { chat_ms: 40, embeddings_ms: 1, youtube_ms: 1, images_ms: 1, karlo_ms: 1, download_ms: 1 },
})
t.teardown(() => sandbox.close())
t.beforeEach(() => sandbox.control.reset())
t.jobs = 1

const signal = new AbortController().signal
const base = { signal, requestId: 'req-7' }
const fault = (rule: FaultRule) => sandbox.control.fault(rule)

const text = { type: 'string' }
const song = {
  type: 'object',
  additionalProperties: false,
  required: ['singer', 'song'],
  properties: { singer: text, song: text },
}
const schema = {
  name: 'playlist',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['title', 'content', 'keywords', 'image_prompt', 'songs'],
    properties: {
      title: text,
      content: text,
      keywords: { type: 'array', items: text },
      image_prompt: text,
      songs: { type: 'array', items: song },
    },
  },
}
const paths = ['$.title', '$.content', '$.keywords', '$.image_prompt', '$.songs.*']

const compose = async (options = {}) => {
  const chat = createChat({
    baseUrl: sandbox.openaiBaseUrl,
    apiKey: 'sandbox',
    model: defaultChatModel,
    headersTimeoutMs: 2_000,
    idleTimeoutMs: 2_000,
    maxOutputTokens: 2_000,
    ...options,
  })
  const values: StreamedValue[] = []
  const request = {
    ...base,
    instructions: 'Compose a playlist of 8 songs.',
    input: '비 오는 밤 드라이브',
    schema,
    paths,
  }
  for await (const value of chat.streamObject(request)) values.push(value)
  return values
}

t.test('a whole playlist', async t => {
  const values = await compose()
  t.strictSame([...new Set(values.map(({ path }) => path))], paths, 'in document order')
  const songs = values.filter(({ path }) => path === '$.songs.*')
  t.ok(songs.length >= 7, `${songs.length} songs`)
  for (const { value } of songs) t.match(value, { singer: String, song: String })
})

t.test('what can go wrong with a chat', async t => {
  const endings: [FaultRule<'chat'>, object, object?][] = [
    [
      { vendor: 'chat', fault: 'rate_limit', retry_after_seconds: 4 },
      { name: 'RateLimitedError', code: 'chat_rate_limited' },
    ],
    [
      { vendor: 'chat', fault: 'insufficient_quota' },
      { name: 'RateLimitedError', code: 'chat_quota' },
    ],
    [
      { vendor: 'chat', fault: '500' },
      { name: 'RetryableError', code: 'chat_unavailable' },
    ],
    [{ vendor: 'chat', fault: 'timeout' }, { name: 'RetryableError', code: 'chat_timeout' }, { headersTimeoutMs: 100 }],
    [{ vendor: 'chat', fault: 'slow_loris' }, { name: 'RetryableError', code: 'chat_timeout' }, { idleTimeoutMs: 100 }],
    [
      { vendor: 'chat', fault: 'cut' },
      { name: 'RetryableError', code: 'chat_cut' },
    ],
    [
      { vendor: 'chat', fault: 'refusal' },
      { name: 'PermanentError', code: 'refused' },
    ],
    [
      { vendor: 'chat', fault: 'content_filter' },
      { name: 'PermanentError', code: 'refused' },
    ],
    [
      { vendor: 'chat', fault: 'length' },
      { name: 'RetryableError', code: 'chat_too_long' },
    ],
    [
      { vendor: 'chat', fault: 'malformed' },
      { name: 'RetryableError', code: 'chat_malformed' },
    ],
  ]
  for (const [rule, expected, options] of endings) {
    await fault(rule)
    t.match(await rejection(compose(options)), expected, rule.fault)
  }
})

t.test('a search, and what can go wrong with it', async t => {
  const youtube = createYoutube({ baseUrl: sandbox.youtubeBaseUrl, timeoutMs: 1_000 })
  const search = (song: string) => youtube.search({ ...base, key: 'a-key', singer: 'IU', song })
  t.match(await search('밤편지'), { video_id: /^[\w-]{11}$/, thumbnail: /^https:/ })
  t.equal(await search('nosuchsong'), null)
  t.match(await sandbox.control.calls('youtube'), [{ key: 'a-key' }, {}])
  const found = await search('밤편지')
  const states = await youtube.videos({ ...base, key: 'a-key', ids: [found!.video_id] })
  t.strictSame(states.get(found!.video_id), { playable: true, thumbnail: found!.thumbnail })
  for (const state of ['gone', 'private', 'not_embeddable'] as const) {
    await sandbox.control.loseVideo(found!.video_id, state)
    const [lost] = (await youtube.videos({ ...base, key: 'a-key', ids: [found!.video_id] })).values()
    t.not(lost?.playable, true, state)
    t.not((await search('밤편지'))?.video_id, found!.video_id, `${state}: not found again`)
  }

  for (const [name, expected] of [
    ['quotaExceeded', { name: 'QuotaExceededError', code: 'youtube_quota' }],
    ['rateLimitExceeded', { name: 'RateLimitedError', code: 'youtube_rate_limited' }],
    ['accessNotConfigured', { name: 'PermanentError', code: 'youtube_key' }],
    ['keyInvalid', { name: 'PermanentError', code: 'youtube_key' }],
    ['500', { name: 'RetryableError', code: 'youtube_unavailable' }],
    ['timeout', { name: 'RetryableError', code: 'youtube_timeout' }],
    ['malformed', { name: 'RetryableError', code: 'youtube_malformed' }],
  ] as const) {
    await fault({ vendor: 'youtube', fault: name })
    t.match(await rejection(search('밤편지')), expected, name)
  }

  await sandbox.control.quota({ youtube: { projects: { one: { keys: ['a-key', 'b-key'], limit: 1 } } } })
  await search('밤편지')
  t.match(await rejection(search('좋은 날')), { code: 'youtube_quota' })
})

/** Patient unless silence itself is the fault: the sandbox paints its pictures on this machine's cores. */
const painters = (timeoutMs: number, downloadTimeoutMs = timeoutMs) => {
  const download = createDownloader({ allowedOrigins: [new URL(sandbox.url).origin], timeoutMs: downloadTimeoutMs })
  return {
    karlo: createKarlo({ baseUrl: sandbox.karloBaseUrl, apiKey: 'kakao', timeoutMs, download }),
    images: createOpenaiImages({
      baseUrl: sandbox.openaiBaseUrl,
      apiKey: 'sandbox',
      model: defaultImageModel,
      timeoutMs,
      download,
    }),
  }
}
const patient = painters(20_000)
const wish = { ...base, prompt: 'rain on a window, oil painting, deep blue', negativePrompt: 'text, letters' }

for (const vendor of ['karlo', 'images'] as const) {
  const painter = patient[vendor]
  t.test(`${painter.name} paints a picture that can be normalised`, async t => {
    const picture = await normalisePicture(await painter.paint(wish), { maxSide: 1_024 })
    t.ok(picture.width >= 512 && picture.width === picture.height, `${picture.width}`)
  })

  t.test(`what can go wrong with ${painter.name}`, async t => {
    const paint = async (by = painter) => normalisePicture(await by.paint(wish), { maxSide: 1_024 })
    for (const [name, expected] of [
      ['rate_limit', { name: 'RateLimitedError', code: 'image_rate_limited' }],
      ['500', { name: 'RetryableError', code: 'image_unavailable' }],
      ['invalid', { name: 'PermanentError', code: 'image_rejected' }],
      ['nsfw', { name: 'PermanentError', code: 'image_refused' }],
      ['broken', { name: 'PermanentError', code: 'picture_broken' }],
      ['not_an_image', { name: 'PermanentError', code: 'picture_type' }],
      ['bomb', { name: 'PermanentError', code: 'picture_too_large' }],
    ] as const) {
      await fault({ vendor, fault: name })
      t.match(await rejection(paint()), expected, name)
    }
    for (const name of ['timeout', 'slow_loris'] as const) {
      await fault({ vendor, fault: name })
      t.match(await rejection(paint(painters(150)[vendor])), { name: 'RetryableError', code: /_timeout$/ }, name)
    }
  })
}

t.test("Karlo's pictures are fetched with care", async t => {
  for (const [name, expected] of [
    ['redirect', { name: 'PermanentError', code: 'download_refused' }],
    ['private_url', { name: 'PermanentError', code: 'download_refused' }],
    ['oversized', { name: 'PermanentError', code: 'download_too_large' }],
  ] as const) {
    await fault({ vendor: 'karlo', fault: name })
    t.match(await rejection(patient.karlo.paint(wish)), expected, name)
  }
  for (const [name, expected] of [
    ['500', { name: 'RetryableError', code: 'download_failed' }],
    ['cut', { name: 'RetryableError', code: 'download_failed' }],
    ['timeout', { name: 'RetryableError', code: 'download_timeout' }],
    ['slow_loris', { name: 'RetryableError', code: 'download_timeout' }],
  ] as const) {
    await fault({ vendor: 'download', fault: name })
    const hasty = expected.code === 'download_timeout' ? painters(20_000, 150) : patient
    t.match(await rejection(hasty.karlo.paint(wish)), expected, `download ${name}`)
  }
})
