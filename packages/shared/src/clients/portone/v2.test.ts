import t, { type Test } from 'tap'
import { rejection, sendJson, vendorServer } from '../../testing/vendor-server.js'
import { mostPages, type PaymentPage } from './portone.js'
import { createPortoneV2 } from './v2.js'

const call = { signal: new AbortController().signal, requestId: 'r' }
const id = '1-20261129-000001'
const payment = { id, transactionId: 'tx_1', status: 'PAID', amount: { total: 9_500 }, currency: 'KRW' }

const readAll = async (pages: AsyncIterable<PaymentPage>): Promise<PaymentPage[]> => {
  const read: PaymentPage[] = []
  for await (const page of pages) read.push(page)
  return read
}

const answering = async (t: Test, status: number, body: unknown) => {
  const { origin, calls } = await vendorServer(t, (_, reply) => sendJson(reply, status, body))
  return { portone: createPortoneV2({ baseUrl: origin, apiSecret: 's', timeoutMs: 20_000 }), calls }
}

t.test('a payment that cannot be read is told apart from an answer that is about none', async t => {
  const good = await answering(t, 200, { ...payment, channel: { type: 'LIVE' } })
  t.match(await good.portone.attemptsAt(id, call), { facts: [{ provider_id: 'tx_1', state: 'paid' }], unread: [] })
  const odd = await answering(t, 200, payment)
  t.match(await odd.portone.attemptsAt(id, call), { facts: [], unread: [{ merchant_uid: id, provider_id: 'tx_1' }] })
  const none = await answering(t, 404, { type: 'PAYMENT_NOT_FOUND' })
  t.strictSame(await none.portone.attemptsAt(id, call), { facts: [], unread: [] })
  const nonsense = await answering(t, 200, {})
  t.match(await rejection(nonsense.portone.attemptsAt(id, call)), { code: 'portone_malformed' })
})

t.test('a list that does not end is no comparison', async t => {
  const items = Array.from({ length: 100 }, () => payment)
  const { portone, calls } = await answering(t, 200, { items })
  const pages = portone.listBetween(new Date(0), new Date(86_400_000), call)
  t.match(await rejection(readAll(pages)), { code: 'portone_too_many' })
  t.equal(calls.length, mostPages)
})
