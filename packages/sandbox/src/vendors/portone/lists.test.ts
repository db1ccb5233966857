import type { AddressInfo } from 'node:net'
import type { PaymentPage } from '@mudig/shared/clients/portone/portone'
import { createPortoneV1 } from '@mudig/shared/clients/portone/v1'
import { createPortoneV2 } from '@mudig/shared/clients/portone/v2'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { SandboxState } from '../state.js'
import { PaymentLedger } from './ledger.js'
import { registerPortoneV1 } from './v1.js'
import { registerPortoneV2 } from './v2.js'

const minute = 60_000
const midnight = Date.parse('2026-11-28T15:00:00Z')
const day = 1_440 * minute
const atOnce = {
  chat_ms: 0,
  embeddings_ms: 0,
  youtube_ms: 0,
  images_ms: 0,
  karlo_ms: 0,
  download_ms: 0,
  films_ms: 0,
}
const call = { signal: new AbortController().signal, requestId: 'test' }

/** PortOne at a time of one's own, asked over HTTP. */
const setUp = async (t: Test) => {
  let now = midnight
  const ledger = new PaymentLedger(() => now)
  const state = new SandboxState(atOnce)
  const app = Fastify()
  registerPortoneV1(app, state, ledger)
  registerPortoneV2(app, state, ledger)
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(async () => {
    state.close()
    await app.close()
  })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const clients = {
    v1: createPortoneV1({ baseUrl: `${url}/portone-v1`, key: 'k', secret: 's' }),
    v2: createPortoneV2({ baseUrl: `${url}/portone`, apiSecret: 's' }),
  }
  const pages = async (version: 'v1' | 'v2', from: number) => {
    const read: PaymentPage[] = []
    for await (const page of clients[version].listBetween(new Date(from), new Date(from + day), call)) read.push(page)
    return read
  }
  const list = async (version: 'v1' | 'v2', from: number) => (await pages(version, from)).flatMap(({ facts }) => facts)
  return {
    ledger,
    pages,
    list,
    at: (time: number) => {
      now = time
    },
  }
}

t.test('a day has what changed on it, whenever that was begun', async t => {
  const { ledger, list, at } = await setUp(t)
  at(midnight - minute)
  const late = ledger.begin({ merchant_uid: '1-20261128-000001', amount: 4_000 })
  const paid = ledger.pay({ merchant_uid: '1-20261128-000002', amount: 4_000 })
  at(midnight + minute)
  ledger.approveLate(late.imp_uid)
  at(midnight + day + minute)
  ledger.cancel(paid, { reason: 'console' })

  for (const version of ['v1', 'v2'] as const) {
    const of = async (from: number) =>
      (await list(version, from)).map(({ provider_id, state }) => ({ provider_id, state }))
    t.strictSame(await of(midnight - day), [])
    t.strictSame(await of(midnight), [{ provider_id: late.imp_uid, state: 'paid' }])
    t.strictSame(await of(midnight + day), [{ provider_id: paid.imp_uid, state: 'cancelled' }])
  }
})

t.test('what was cancelled in part is found on the day of that, weeks after it was paid', async t => {
  const { ledger, list, at } = await setUp(t)
  const paid = ledger.pay({ merchant_uid: '1-20261129-000001', amount: 4_000 })
  ledger.pay({ merchant_uid: '1-20261129-000002', amount: 4_000 })
  at(midnight + 30 * day + minute)
  ledger.cancel(paid, { amount: 1_500, reason: 'console' })
  for (const version of ['v1', 'v2'] as const) {
    t.strictSame(await list(version, midnight + 29 * day), [])
    const found = await list(version, midnight + 30 * day)
    const part = { provider_id: paid.imp_uid, state: 'partial_cancelled', cancelled: 1_500 }
    t.match(found, [{ ...part, status_changed_at: new Date(midnight + 30 * day + minute) }], version)
    t.equal(found.length, 1)
  }
})

t.test('a day of many pages is read to its end', async t => {
  const { ledger, list } = await setUp(t)
  for (let i = 0; i < 230; i += 1) ledger.pay({ merchant_uid: `1-20261129-${100_000 + i}`, amount: 4_000 })
  for (const version of ['v1', 'v2'] as const)
    t.equal(new Set((await list(version, midnight)).map(({ provider_id }) => provider_id)).size, 230, version)
})

t.test('of a list the payments are read that can be, and the others are named', async t => {
  const { ledger, pages } = await setUp(t)
  const good = [ledger.pay({ merchant_uid: '1-20261129-000001', amount: 4_000 })]
  const odd = ledger.pay({ merchant_uid: '1-20261129-000002', amount: 4_000, currency: 'what is this' })
  good.push(ledger.pay({ merchant_uid: '1-20261129-000003', amount: 4_000 }))
  for (const version of ['v1', 'v2'] as const) {
    const [page] = await pages(version, midnight)
    t.strictSame(
      page?.facts.map(({ provider_id }) => provider_id),
      good.map(({ imp_uid }) => imp_uid),
    )
    t.match(page?.unread, [{ merchant_uid: odd.merchant_uid, provider_id: odd.imp_uid, why: /^portone_malformed/ }])
  }
})
