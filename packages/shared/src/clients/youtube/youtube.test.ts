import t from 'tap'
import { PermanentError, QuotaExceededError, RateLimitedError, RetryableError } from '../../core/errors.js'
import { rejection, sendJson, vendorServer } from '../../testing/vendor-server.js'
import { decodeEntities } from '../core/html-entities.js'
import { createYoutube } from './youtube.js'

const key = 'AIza-secret-of-the-test'
const signal = new AbortController().signal
const call = { singer: 'IU', song: '밤편지', key, signal, requestId: 'req-1' }

const item = (videoId: string, title: string, channelTitle = '1theK') => ({
  id: { kind: 'youtube#video', videoId },
  snippet: {
    title,
    channelTitle,
    thumbnails: {
      default: { url: 'https://i.ytimg.com/vi/x/default.jpg' },
      high: { url: 'https://i.ytimg.com/vi/x/hq.jpg' },
    },
  },
})

const failure = (code: number, reason: string) => ({
  error: { code, message: `no ${key}`, errors: [{ reason, domain: 'youtube.quota' }] },
})

const youtubeAt = (origin: string, timeoutMs = 2_000) => createYoutube({ baseUrl: `${origin}/youtube/v3`, timeoutMs })

t.test('one search for an embeddable music video', async t => {
  const { origin, calls } = await vendorServer(t, (_, response) =>
    sendJson(response, 200, {
      items: [
        item('coverxxxxxx', '밤편지 - 아이유 (cover)', '누군가'),
        item('BzYnNdJhZQw', '[MV] IU(아이유) _ Through the Night(밤편지)'),
      ],
    }),
  )
  t.strictSame(await youtubeAt(origin).search(call), {
    video_id: 'BzYnNdJhZQw',
    thumbnail: 'https://i.ytimg.com/vi/x/hq.jpg',
  })
  t.equal(calls[0]?.url.pathname, '/youtube/v3/search')
  t.match(Object.fromEntries(calls[0]?.url.searchParams ?? []), {
    part: 'snippet',
    type: 'video',
    videoEmbeddable: 'true',
    videoCategoryId: '10',
    regionCode: 'KR',
    q: 'IU 밤편지',
    key,
  })
  t.ok(Number(calls[0]?.url.searchParams.get('maxResults')) <= 10)
  t.equal(calls[0]?.headers['x-client-request-id'], 'req-1')
})

t.test('nothing found, and nothing that fits', async t => {
  const answers = [
    { items: [] },
    { items: [item('abcdefghijk', 'A cat plays the piano', 'Cats')] },
    { items: [item('not a video id', 'IU 밤편지')] },
    { items: [{ id: { kind: 'youtube#channel' }, snippet: { title: 'IU' } }] },
  ]
  for (const body of answers) {
    const { origin } = await vendorServer(t, (_, response) => sendJson(response, 200, body))
    t.equal(await youtubeAt(origin).search(call), null)
  }
})

t.test('a broadcast that has not ended is no candidate', async t => {
  for (const state of ['upcoming', 'live', 'none']) {
    const found = item('BzYnNdJhZQw', 'IU - 밤편지')
    const { origin } = await vendorServer(t, (_, response) =>
      sendJson(response, 200, { items: [{ ...found, snippet: { ...found.snippet, liveBroadcastContent: state } }] }),
    )
    t.equal((await youtubeAt(origin).search(call))?.video_id, state === 'none' ? 'BzYnNdJhZQw' : undefined, state)
  }
})

t.test('all that can be the song, best first, from one call; an odd item spoils nothing', async t => {
  const items = [
    item('live-video1', 'IU - 밤편지 (Live)'),
    { id: { videoId: 'without-all' } },
    'nothing',
    item('strangers-1', 'Boris - 밤편지 cover'),
    {
      ...item('the-song-11', '밤편지', 'IU - Topic'),
      snippet: { title: '밤편지', channelTitle: 'IU - Topic', thumbnails: null },
    },
    item('the-song-12', 'IU - 밤편지'),
    item('the-lost-12', 'IU - 밤편지'),
  ]
  const { origin, calls } = await vendorServer(t, (_, response) => sendJson(response, 200, { items }))
  t.same(
    (await youtubeAt(origin).candidates({ ...call, except: 'the-lost-12' })).map(({ video_id }) => video_id),
    ['the-song-12', 'live-video1'],
  )
  t.equal(calls.length, 1)
})

t.test("the vendor's texts are decoded once, titles and channels alike", async t => {
  const items = [
    item('a-tribute-1', 'Pat N&#39; Co - Rain (Tribute)', 'Tributes'),
    item('the-song-11', 'Rain', 'Pat N&#39; Co - Topic'),
    item('another-111', 'Rain', 'Pat N&amp;#39; Co - Topic'),
  ]
  const { origin } = await vendorServer(t, (_, response) => sendJson(response, 200, { items }))
  t.equal((await youtubeAt(origin).search({ ...call, singer: "Pat N' Co", song: 'Rain' }))?.video_id, 'the-song-11')
  t.equal(
    decodeEntities('&amp;lt; &#39;&#x27;&QUOT; &nbsp;&unknown; &#0;&#xD800;&#9999999; &'),
    "&lt; ''\"  &unknown; &#0;&#xD800;&#9999999; &",
  )
})

t.test('a picture address that is none is left out', async t => {
  const odd = item('BzYnNdJhZQw', 'IU 밤편지')
  odd.snippet.thumbnails = { default: { url: 'javascript:alert(1)' }, high: { url: 'javascript:alert(1)' } }
  const { origin } = await vendorServer(t, (_, response) => sendJson(response, 200, { items: [odd] }))
  t.strictSame(await youtubeAt(origin).search(call), { video_id: 'BzYnNdJhZQw', thumbnail: null })
})

t.test('failures are sorted by their reason', async t => {
  const failures: [number, unknown, new (...args: never[]) => Error, string][] = [
    [403, failure(403, 'quotaExceeded'), QuotaExceededError, 'youtube_quota'],
    [403, failure(403, 'dailyLimitExceeded'), QuotaExceededError, 'youtube_quota'],
    [403, failure(403, 'rateLimitExceeded'), RateLimitedError, 'youtube_rate_limited'],
    [403, failure(403, 'userRateLimitExceeded'), RateLimitedError, 'youtube_rate_limited'],
    [
      429,
      { error: { code: 429, details: [{ reason: 'RATE_LIMIT_EXCEEDED' }] } },
      RateLimitedError,
      'youtube_rate_limited',
    ],
    [
      400,
      { error: { code: 400, errors: [{ reason: 'badRequest' }], details: [{ reason: 'API_KEY_INVALID' }] } },
      PermanentError,
      'youtube_key',
    ],
    [400, failure(400, 'keyInvalid'), PermanentError, 'youtube_key'],
    [403, failure(403, 'accessNotConfigured'), PermanentError, 'youtube_key'],
    [403, failure(403, 'forbidden'), PermanentError, 'youtube_key'],
    [400, failure(400, 'invalidSearchFilter'), PermanentError, 'youtube_rejected'],
    [500, failure(500, 'backendError'), RetryableError, 'youtube_unavailable'],
    [503, 'not even an object', RetryableError, 'youtube_unavailable'],
    [200, { items: 'none' }, RetryableError, 'youtube_malformed'],
    [302, {}, PermanentError, 'youtube_rejected'],
  ]
  for (const [status, body, type, code] of failures) {
    const { origin, calls } = await vendorServer(t, (_, response) => sendJson(response, status, body))
    const error = await rejection(youtubeAt(origin).search(call))
    t.type(error, type, code)
    t.match(error, { code })
    t.equal(calls.length, 1)
    t.notMatch(`${(error as Error).message} ${(error as Error).cause}`, key)
  }
})

t.test('an answer that is cut, slow, huge or not JSON', async t => {
  const cut = await vendorServer(t, (_, response) => {
    response.writeHead(200, { 'content-length': 1_000 }).write('{"items":[', () => response.destroy())
  })
  t.match(await rejection(youtubeAt(cut.origin).search(call)), { code: 'youtube_unavailable' })

  const slow = await vendorServer(t, (_, response) => void response.writeHead(200).write('{'))
  t.match(await rejection(youtubeAt(slow.origin, 60).search(call)), { code: 'youtube_timeout' })

  const huge = await vendorServer(t, (_, response) =>
    sendJson(response, 200, { items: [], padding: 'x'.repeat(600_000) }),
  )
  t.match(await rejection(youtubeAt(huge.origin).search(call)), { code: 'youtube_malformed' })

  const html = await vendorServer(t, (_, response) => void response.writeHead(200).end('<html>'))
  t.match(await rejection(youtubeAt(html.origin).search(call)), { code: 'youtube_malformed' })

  t.match(await rejection(youtubeAt('http://127.0.0.1:9').search(call)), { code: 'youtube_unavailable' })
})

t.test('an abort throws its reason', async t => {
  const reason = new Error('enough')
  const caller = new AbortController()
  const { origin } = await vendorServer(t, () => caller.abort(reason))
  t.equal(await rejection(youtubeAt(origin).search({ ...call, signal: caller.signal })), reason)
})

t.test('the state of many videos for one unit', async t => {
  const snippet = { thumbnails: { high: { url: 'https://i.ytimg.com/vi/x/hqdefault.jpg' } } }
  const items = [
    { id: 'plays-here1', status: { embeddable: true, privacyStatus: 'unlisted' }, snippet },
    { id: 'no-embeds-1', status: { embeddable: false, privacyStatus: 'public' }, snippet: {} },
    { id: 'private-one', status: { embeddable: true, privacyStatus: 'private' }, snippet },
  ]
  const { origin, calls } = await vendorServer(t, (_, response) => sendJson(response, 200, { items }))
  const youtube = youtubeAt(origin)
  const ids = [...items.map(({ id }) => id), 'abcdefghijk']
  const thumbnail = snippet.thumbnails.high.url
  t.strictSame(
    [...(await youtube.videos({ ids, key, signal, requestId: 'r' }))],
    [
      ['plays-here1', { playable: true, thumbnail }],
      ['no-embeds-1', { playable: false, thumbnail: null }],
      ['private-one', { playable: false, thumbnail }],
    ],
    'one that is gone is missing',
  )
  t.equal(calls[0]?.url.searchParams.get('id'), ids.join(','))
  t.equal((await youtube.videos({ ids: [], key, signal, requestId: 'r' })).size, 0)
  t.match(await rejection(youtube.videos({ ids: Array(51).fill('abcdefghijk'), key, signal, requestId: 'r' })), {
    code: 'youtube_rejected',
  })
  t.equal(calls.length, 1)
})

t.test('every sign that a video does not play for those who would see it', async t => {
  const whole = {
    status: { uploadStatus: 'processed', embeddable: true, privacyStatus: 'public' },
    contentDetails: { contentRating: {} },
    snippet: { liveBroadcastContent: 'none' },
  }
  const cases: [what: string, signs: object, playable: boolean][] = [
    ['nothing odd', {}, true],
    ['unlisted', { status: { ...whole.status, privacyStatus: 'unlisted' } }, true],
    ['still processed', { status: { ...whole.status, uploadStatus: 'uploaded' } }, true],
    ['private', { status: { ...whole.status, privacyStatus: 'private' } }, false],
    ['closed for embedding', { status: { ...whole.status, embeddable: false } }, false],
    ['rejected', { status: { ...whole.status, uploadStatus: 'rejected' } }, false],
    ['failed', { status: { ...whole.status, uploadStatus: 'failed' } }, false],
    ['deleted', { status: { ...whole.status, uploadStatus: 'deleted' } }, false],
    ['for adults', { contentDetails: { contentRating: { ytRating: 'ytAgeRestricted' } } }, false],
    ['blocked here', { contentDetails: { regionRestriction: { blocked: ['US', 'KR'] } } }, false],
    ['blocked elsewhere', { contentDetails: { regionRestriction: { blocked: ['US'] } } }, true],
    ['blocked nowhere', { contentDetails: { regionRestriction: { blocked: [] } } }, true],
    ['allowed here', { contentDetails: { regionRestriction: { allowed: ['KR'] } } }, true],
    ['allowed elsewhere', { contentDetails: { regionRestriction: { allowed: ['US'] } } }, false],
    ['allowed nowhere', { contentDetails: { regionRestriction: { allowed: [] } } }, false],
    ['announced', { snippet: { liveBroadcastContent: 'upcoming' } }, false],
    ['on the air', { snippet: { liveBroadcastContent: 'live' } }, false],
    ['no signs at all', { status: undefined, contentDetails: undefined, snippet: undefined }, true],
  ]
  const items = cases.map(([, signs], n) => ({ ...whole, ...signs, id: `video-${10_000 + n}` }))
  const { origin, calls } = await vendorServer(t, (_, response) =>
    sendJson(response, 200, { items: [...items, { odd: true }, null] }),
  )
  const seen = await youtubeAt(origin).videos({ ids: items.map(({ id }) => id), key, signal, requestId: 'r' })
  for (const [n, [what, , playable]] of cases.entries()) t.equal(seen.get(items[n]!.id)?.playable, playable, what)
  t.equal(seen.size, cases.length)
  t.equal(calls[0]?.url.searchParams.get('part'), 'status,snippet,contentDetails')

  const there = createYoutube({ baseUrl: `${origin}/youtube/v3`, timeoutMs: 2_000, region: 'US' })
  const abroad = await there.videos({ ids: items.map(({ id }) => id), key, signal, requestId: 'r' })
  for (const [n, [what]] of cases.entries())
    if (/(blocked|allowed) elsewhere|allowed here/.test(what))
      t.equal(abroad.get(items[n]!.id)?.playable, what === 'allowed elsewhere', `from the US: ${what}`)
})
