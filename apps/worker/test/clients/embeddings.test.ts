import { createVendors } from '@mudig/sandbox/vendors/server'
import { createEmbeddings } from '@mudig/shared/clients/openai/embeddings'
import t from 'tap'

const vendors = await createVendors({ latency: { embeddings_ms: 0 } })
t.teardown(() => vendors.close())
t.afterEach(() => vendors.control.reset())

const client = (options: { dimensions?: number; model?: string } = {}) =>
  createEmbeddings({
    baseUrl: vendors.openaiBaseUrl,
    apiKey: 'sandbox',
    model: 'text-embedding-3-small',
    dimensions: 256,
    timeoutMs: 500,
    ...options,
  })
const signal = new AbortController().signal
const ask = (embeddings = client(), texts = ['하나', '둘', '셋']) =>
  embeddings.embed({ texts, signal, requestId: 'request-1' })

t.test('vectors come in the order of the texts and have the length 1', async t => {
  const vectors = await ask()
  t.equal(vectors.length, 3)
  const alone = await ask(client(), ['둘'])
  t.strictSame(vectors[1], alone[0])
  for (const vector of vectors) {
    t.equal(vector.length, 256)
    t.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-6)
  }
  t.match(await vendors.control.calls(), [{ request_id: 'request-1' }, {}])
})

t.test('each way in which it fails has its own error', async t => {
  for (const [fault, error] of [
    ['rate_limit', { name: 'RateLimitedError', code: 'embedding_rate_limited' }],
    ['500', { name: 'RetryableError', code: 'embedding_unavailable' }],
    ['timeout', { name: 'RetryableError', code: 'embedding_timeout' }],
    ['slow_loris', { name: 'RetryableError', code: 'embedding_timeout' }],
    ['malformed', { name: 'RetryableError', code: 'embedding_malformed' }],
    ['invalid', { name: 'PermanentError', code: 'embedding_rejected' }],
    ['other_dimensions', { name: 'PermanentError', code: 'embedding_dimensions' }],
  ] as const) {
    await vendors.control.fault({ vendor: 'embeddings', fault })
    await t.rejects(ask(), error, fault)
  }
})

t.test('a spent quota is not asked again for five minutes', async t => {
  const embeddings = client()
  await vendors.control.fault({ vendor: 'embeddings', fault: 'insufficient_quota' })
  await t.rejects(ask(embeddings), { code: 'embedding_quota' })
  await t.rejects(ask(embeddings), { code: 'embedding_quota' })
  t.equal((await vendors.control.calls()).length, 1)
})

t.test('whoever stops waiting gets their own reason', async t => {
  await vendors.control.fault({ vendor: 'embeddings', fault: 'timeout' })
  const controller = new AbortController()
  const asked = client().embed({ texts: ['하나'], signal: controller.signal, requestId: 'request-2' })
  controller.abort(new Error('stopped'))
  await t.rejects(asked, { message: 'stopped' })
})
