import t, { type Test } from 'tap'
import { PermanentError, RateLimitedError, RetryableError } from '../../core/errors.js'
import { rejection, sendJson, vendorServer } from '../../testing/vendor-server.js'
import { mostPages, type PaymentPage } from './portone.js'
import { createPortoneV1 } from './v1.js'

const call = { signal: new AbortController().signal, requestId: 'r' }
const ref = { merchant_uid: '1-20261129-000001', imp_uid: 'imp_1' }
const payment = { ...ref, status: 'paid', amount: 9_500, cancel_amount: 0, currency: 'KRW', sandbox: false }

/** What V1 answers to a look at one payment. */
const lookAt = async (t: Test, response: object) => {
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

const readAll = async (pages: AsyncIterable<PaymentPage>): Promise<PaymentPage[]> => {
  const read: PaymentPage[] = []
  for await (const page of pages) read.push(page)
  return read
}

const sold = { from: new Date(1_770_000_000_000), until: new Date(1_770_086_400_000) }

/** What V1 answers to lists, by how each begins; the rest are empty. */
const listsOf = async (t: Test, lists: { all?: unknown[]; paid?: unknown[] }, { next = 0 } = {}) => {
  const { origin, calls } = await vendorServer(t, ({ url }, reply) => {
    const list = url.pathname.endsWith('/paid') ? lists.paid : lists.all
    const response = url.pathname.endsWith('getToken')
      ? { access_token: 'a token', expired_at: 4e9 }
      : { list: list ?? [], next: list ? next : 0 }
    sendJson(reply, 200, { code: 0, response })
  })
  const portone = createPortoneV1({ baseUrl: origin, key: 'k', secret: 's', timeoutMs: 20_000 })
  const pages = portone.listBetween(sold.from, sold.until, call)
  return { pages, calls }
}

t.test('of many attempts at one order those that can be read are', async t => {
  const list = [
    payment,
    { ...payment, imp_uid: 'imp_2', sandbox: undefined },
    { imp_uid: 'imp_3', status: 'odd' },
    { ...payment, imp_uid: 'imp_4', status: 'failed' },
  ]
  const { portone, calls } = await lookAt(t, { list })
  const { facts, unread } = await portone.attemptsAt(ref.merchant_uid, call)
  t.strictSame(
    facts.map(({ provider_id }) => provider_id),
    ['imp_1', 'imp_4'],
  )
  t.match(unread, [
    { provider_id: 'imp_2', merchant_uid: ref.merchant_uid, why: /^portone_malformed: / },
    { provider_id: 'imp_3', merchant_uid: '' },
  ])
  t.match(calls.at(-1)?.url.href, `/payments/findAll/${ref.merchant_uid}?include_sandbox=true`)
  const error = await rejection(portone.lookUp({ merchant_uid: ref.merchant_uid }, call))
  t.match(error, { code: 'portone_malformed' }, 'who asks for one of them is not told of the others alone')
})

t.test('what was paid before and cannot be read may have been cancelled on the day', async t => {
  const cancelled = (at: number) => ({ cancel_amount: 1_500, cancel_history: [{ cancelled_at: at }] })
  const paid = [
    payment,
    { ...payment, ...cancelled(1_770_000_000), imp_uid: 'imp_on_the_day' },
    { ...payment, ...cancelled(1_769_999_999), imp_uid: 'imp_before' },
    { ...payment, amount: 'much', imp_uid: 'imp_odd' },
  ]
  const { pages } = await listsOf(t, { paid })
  const [page, ...more] = await readAll(pages)
  t.match(page?.facts, [{ provider_id: 'imp_on_the_day' }])
  t.equal(page?.facts.length, 1)
  t.match(page?.unread, [{ provider_id: 'imp_odd', why: /^portone_malformed: / }])
  t.equal(more.length, 0)
})

t.test('a list that does not end is no comparison', async t => {
  for (const which of ['all', 'paid'] as const) {
    const { pages, calls } = await listsOf(t, { [which]: [payment] }, { next: 2 })
    const error = await rejection(readAll(pages))
    t.ok(error instanceof PermanentError)
    t.match(error, { code: 'portone_too_many' })
    t.equal(calls.filter(({ url }) => url.pathname.endsWith(`/status/${which}`)).length, mostPages)
  }
})

t.test('a page that meets a limit is waited for, and those before it are not read again', async t => {
  const read: string[] = []
  const { origin } = await vendorServer(t, ({ url }, reply) => {
    const page = url.searchParams.get('page')
    if (page) read.push(`${url.pathname.split('/').at(-1)} ${page}`)
    if (page && read.length === 2) return sendJson(reply, 429, {}, { 'retry-after': '1' })
    const response = page ? { list: [payment], next: read.length < 4 ? 9 : 0 } : { access_token: 'a', expired_at: 4e9 }
    sendJson(reply, 200, { code: 0, response })
  })
  const portone = createPortoneV1({ baseUrl: origin, key: 'k', secret: 's', timeoutMs: 20_000 })
  await readAll(portone.listBetween(sold.from, sold.until, call))
  t.strictSame(read, ['all 1', 'all 2', 'all 2', 'all 3', 'paid 1'])
})

t.test('a longer limit is left to the job', async t => {
  const { origin } = await vendorServer(t, ({ url }, reply) => {
    if (url.searchParams.has('page')) return sendJson(reply, 429, {}, { 'retry-after': '300' })
    sendJson(reply, 200, { code: 0, response: { access_token: 'a', expired_at: 4e9 } })
  })
  const portone = createPortoneV1({ baseUrl: origin, key: 'k', secret: 's', timeoutMs: 20_000 })
  const error = await rejection(readAll(portone.listBetween(sold.from, sold.until, call)))
  t.ok(error instanceof RateLimitedError)
})
