import t from 'tap'
import { RetryableError } from '../../core/errors.js'
import { rejection, sendJson, vendorServer } from '../../testing/vendor-server.js'
import { createPortoneV1 } from './v1.js'

const call = { signal: new AbortController().signal, requestId: 'r' }
const ref = { merchant_uid: '1-20261129-000001', imp_uid: 'imp_1' }
const payment = { ...ref, status: 'paid', amount: 9_500, cancel_amount: 0, currency: 'KRW', sandbox: false }

/** What V1 answers to a look at one payment. */
const lookAt = async (t: Parameters<typeof vendorServer>[0], response: object) => {
  const { origin, calls } = await vendorServer(t, (request, reply) =>
    sendJson(reply, 200, {
      code: 0,
      response: request.url.pathname.endsWith('getToken') ? { access_token: 'a token', expired_at: 4e9 } : response,
    }),
  )
  const portone = createPortoneV1({ baseUrl: origin, key: 'k', secret: 's', timeoutMs: 2_000 })
  return { portone, calls }
}

t.test('a payment says whether it is a test, and tests are asked for', async t => {
  for (const sandbox of [true, false]) {
    const { portone, calls } = await lookAt(t, { ...payment, sandbox })
    t.match(await portone.lookUp(ref, call), [{ provider_id: 'imp_1', state: 'paid', is_test: sandbox }])
    t.equal(calls.at(-1)?.url.href, 'http://vendor/payments/imp_1?include_sandbox=true')
  }
})

t.test('money that does not say so is neither taken nor sent back: it is asked about again', async t => {
  for (const sandbox of [undefined, null])
    for (const status of ['paid', 'cancelled']) {
      const { portone } = await lookAt(t, { ...payment, sandbox, status })
      const error = await rejection(portone.lookUp(ref, call))
      t.ok(error instanceof RetryableError)
      t.match(error, { code: 'portone_malformed' })
    }
  const { portone } = await lookAt(t, { ...payment, sandbox: undefined, status: 'failed' })
  t.match(await portone.lookUp(ref, call), [{ state: 'failed', is_test: false }], 'without money it is no matter')
})

t.test('of what was cancelled in part it is known when', async t => {
  const cancel_history = [{ cancelled_at: 1_760_000_000 }, { cancelled_at: 1_770_000_000 }]
  const part = { cancel_amount: 1_500, paid_at: 1_750_000_000, cancelled_at: 0, cancel_history }
  const { portone } = await lookAt(t, { ...payment, ...part })
  t.match(await portone.lookUp(ref, call), [
    { state: 'partial_cancelled', cancelled: 1_500, status_changed_at: new Date(1_770_000_000_000) },
  ])
})
