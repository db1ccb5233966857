import t from 'tap'
import { PermanentError, RateLimitedError, RetryableError } from '../../core/errors.js'
import { type ReceivedCall, rejection, sendJson, vendorServer } from '../../testing/vendor-server.js'
import { createKarlo } from '../karlo/karlo.js'
import { createOpenaiImages, defaultImageModel } from '../openai/images.js'
import type { Download } from './download.js'

const apiKey = 'kakao-secret-of-the-test'
const signal = new AbortController().signal
const wish = { prompt: 'rain on a window, oil painting', negativePrompt: 'text, letters', signal, requestId: 'req-1' }
const bytes = Buffer.from('a picture')
const downloaded: string[] = []
const download: Download = async url => {
  downloaded.push(url)
  return bytes
}

const karloAt = (origin: string, timeoutMs = 2_000) => createKarlo({ baseUrl: origin, apiKey, timeoutMs, download })
const openaiAt = (origin: string, model = defaultImageModel) =>
  createOpenaiImages({ baseUrl: `${origin}/v1`, apiKey, model, timeoutMs: 2_000, download })
const bodyOf = (call: ReceivedCall | undefined) => JSON.parse(call?.body ?? '{}')

t.test('Karlo answers an address or base64', async t => {
  for (const image of [
    'https://mk.kakaocdn.net/dna/karlo/image/x.webp',
    bytes.toString('base64'),
    `data:image/webp;base64,${bytes.toString('base64')}`,
  ]) {
    downloaded.length = 0
    const { origin, calls } = await vendorServer(t, (_, response) =>
      sendJson(response, 200, {
        id: 'x',
        model_version: 'v2.1',
        images: [{ id: 'y', seed: 1, image, nsfw_content_detected: false, nsfw_score: 0.01 }],
      }),
    )
    t.strictSame(await karloAt(origin).paint(wish), bytes)
    t.strictSame(downloaded, image.startsWith('https') ? [image] : [])
    t.equal(calls[0]?.url.pathname, '/v2/inference/karlo/t2i')
    t.equal(calls[0]?.headers.authorization, `KakaoAK ${apiKey}`)
    t.match(bodyOf(calls[0]), {
      version: 'v2.1',
      prompt: wish.prompt,
      negative_prompt: wish.negativePrompt,
      width: 1024,
      height: 1024,
      samples: 1,
    })
  }
})

t.test('a long prompt is cut between characters', async t => {
  const { origin, calls } = await vendorServer(t, (_, response) =>
    sendJson(response, 200, { images: [{ image: bytes.toString('base64') }] }),
  )
  await karloAt(origin).paint({ ...wish, prompt: '🎧'.repeat(5_000) })
  t.equal(bodyOf(calls[0]).prompt, '🎧'.repeat(2_048))
})

t.test("Karlo's failures", async t => {
  const failures: [number, unknown, new (...args: never[]) => Error, string][] = [
    [429, { code: -10, msg: 'API limit has been exceeded.' }, RateLimitedError, 'image_rate_limited'],
    [400, { code: -10, msg: 'API limit has been exceeded.' }, RateLimitedError, 'image_rate_limited'],
    [400, { code: -2, msg: 'prompt is prohibited' }, PermanentError, 'image_refused'],
    [400, { code: -2, msg: 'wrong parameter' }, PermanentError, 'image_rejected'],
    [401, { code: -401, msg: `wrong appKey(${apiKey})` }, PermanentError, 'image_key'],
    [403, { code: -3 }, PermanentError, 'image_key'],
    [500, { code: -1 }, RetryableError, 'image_unavailable'],
    [503, 'x', RetryableError, 'image_unavailable'],
    [200, { images: [] }, RetryableError, 'image_malformed'],
    [200, { images: [{ image: '<html>' }] }, RetryableError, 'image_malformed'],
    [
      200,
      { images: [{ image: bytes.toString('base64'), nsfw_content_detected: true }] },
      PermanentError,
      'image_refused',
    ],
  ]
  for (const [status, body, type, code] of failures) {
    const { origin, calls } = await vendorServer(t, (_, response) => sendJson(response, status, body))
    const error = await rejection(karloAt(origin).paint(wish))
    t.type(error, type, code)
    t.match(error, { code })
    t.notMatch((error as Error).message, apiKey)
    t.equal(calls.length, 1)
  }
})

t.test('a rate limit without a moment is a minute', async t => {
  const { origin } = await vendorServer(t, (_, response) => sendJson(response, 429, {}))
  const before = Date.now()
  for (const painter of [karloAt(origin), openaiAt(origin)]) {
    const waitMs = ((await rejection(painter.paint(wish))) as RateLimitedError).until.getTime() - before
    t.ok(waitMs >= 59_000 && waitMs < 62_000, `${painter.name} ${waitMs}`)
  }
})

t.test('a painter that never ends', async t => {
  const { origin } = await vendorServer(t, () => undefined)
  t.match(await rejection(karloAt(origin, 50).paint(wish)), { code: 'image_timeout' })
})

t.test('an abort throws its reason', async t => {
  const reason = new Error('enough')
  const caller = new AbortController()
  const { origin } = await vendorServer(t, () => caller.abort(reason))
  t.equal(await rejection(karloAt(origin).paint({ ...wish, signal: caller.signal })), reason)
})

t.test('OpenAI Images answers base64, and an address on compatible servers', async t => {
  const own = await vendorServer(t, (_, response) =>
    sendJson(response, 200, { created: 1, data: [{ b64_json: bytes.toString('base64') }] }),
  )
  t.strictSame(await openaiAt(own.origin).paint(wish), bytes)
  t.equal(own.calls[0]?.url.pathname, '/v1/images/generations')
  t.equal(own.calls[0]?.headers.authorization, `Bearer ${apiKey}`)
  t.strictSame(bodyOf(own.calls[0]), {
    model: defaultImageModel,
    prompt: `${wish.prompt}\nAvoid: ${wish.negativePrompt}`,
    n: 1,
    size: '1024x1024',
    quality: 'low',
    output_format: 'jpeg',
  })

  downloaded.length = 0
  const compatible = await vendorServer(t, (_, response) =>
    sendJson(response, 200, { data: [{ url: 'https://example.com/a.png' }] }),
  )
  t.strictSame(await openaiAt(compatible.origin, 'sd-turbo').paint({ ...wish, negativePrompt: '' }), bytes)
  t.strictSame(downloaded, ['https://example.com/a.png'])
  t.strictSame(bodyOf(compatible.calls[0]), { model: 'sd-turbo', prompt: wish.prompt, n: 1, size: '1024x1024' })
})

t.test("OpenAI Images' failures", async t => {
  const failures: [number, unknown, new (...args: never[]) => Error, string][] = [
    [
      400,
      { error: { code: 'moderation_blocked', type: 'image_generation_user_error' } },
      PermanentError,
      'image_refused',
    ],
    [
      400,
      { error: { code: 'content_policy_violation', type: 'invalid_request_error' } },
      PermanentError,
      'image_refused',
    ],
    [
      400,
      { error: { code: 'billing_hard_limit_reached', type: 'invalid_request_error' } },
      RateLimitedError,
      'image_quota',
    ],
    [429, { error: { code: 'insufficient_quota', type: 'insufficient_quota' } }, RateLimitedError, 'image_quota'],
    [429, { error: { code: 'rate_limit_exceeded' } }, RateLimitedError, 'image_rate_limited'],
    [400, { error: { code: null, type: 'invalid_request_error' } }, PermanentError, 'image_rejected'],
    [401, { error: { code: 'invalid_api_key', message: apiKey } }, PermanentError, 'image_key'],
    [500, {}, RetryableError, 'image_unavailable'],
    [200, { data: [{}] }, RetryableError, 'image_malformed'],
    [200, { data: [{ b64_json: '***' }] }, RetryableError, 'image_malformed'],
    [200, {}, RetryableError, 'image_malformed'],
  ]
  for (const [status, body, type, code] of failures) {
    const { origin } = await vendorServer(t, (_, response) => sendJson(response, status, body))
    const error = await rejection(openaiAt(origin).paint(wish))
    t.type(error, type, code)
    t.match(error, { code })
    t.notMatch((error as Error).message, apiKey)
  }
})
