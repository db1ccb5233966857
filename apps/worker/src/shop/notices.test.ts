import type { Db } from '@mudig/db/core/client'
import { createOrder } from '@mudig/db/shop/create-order'
import { listDifferences } from '@mudig/db/shop/differences'
import { keepNotice } from '@mudig/db/shop/webhooks'
import { testDatabase } from '@mudig/db/testing/database'
import { paymentOf } from '@mudig/db/testing/money'
import { aUser } from '@mudig/db/testing/rows'
import { aShopProduct } from '@mudig/db/testing/shop'
import { type CallFault, inProcessPortone } from '@mudig/sandbox/vendors/portone/in-process'
import { PaymentLedger } from '@mudig/sandbox/vendors/portone/ledger'
import { newMerchantUid } from '@mudig/shared/shop/merchant-uid'
import t, { type Test } from 'tap'
import { shopWorker } from './testing/run-jobs.js'

let db: Db
t.before(async () => {
  ;({ db } = await testDatabase(t))
})

const setUp = async (t: Test) => {
  const buyer = await aUser(db)
  const product_id = await aShopProduct(db, { price: 4_000, stock: 20 })
  const portone = new PaymentLedger()
  const faults: CallFault[] = []
  let looks = 0
  const worker = shopWorker(db, {
    portone: inProcessPortone(portone, 'v2', async () => {
      looks += 1
      return faults.shift()
    }),
    acceptedPayments: { test: false, store: null },
    mailer: { send: async () => undefined },
  })
  t.teardown(() => worker.stop())
  const order = async () => {
    const merchant_uid = newMerchantUid(buyer)
    const items = [{ product_id, quantity: 1 }]
    const where = { name: '', address: '', address2: '', language: 'ko' as const }
    await db.transaction().execute(trx => createOrder(trx, { ...where, user_id: buyer, merchant_uid, items }))
    return { merchant_uid, amount: 4_000 }
  }
  let count = 0
  const tell = (merchant_uid: string, imp_uid: string, { isSigned = true } = {}) =>
    db.transaction().execute(trx => {
      const webhook_id = `${isSigned ? 'v2' : 'v1'}:${buyer}-${++count}`
      return keepNotice(trx, { webhook_id, merchant_uid, imp_uid, raw: '{}' }, 'test')
    })
  const unread = async (merchant_uid: string) => {
    const { differences } = await listDifferences(db, { limit: 100 })
    return differences
      .filter(difference => difference.merchant_uid === merchant_uid)
      .map(({ kind, theirs }) => `${kind}: ${theirs}`)
  }
  return { buyer, portone, faults, worker, order, tell, unread, lookedUp: () => looks }
}

t.test('a notice outlives an hour without PortOne, and is named to staff where that was not enough', async t => {
  const { portone, faults, worker, order, tell, unread } = await setUp(t)
  const late = await order()
  const paid = portone.pay(late)
  faults.push(...Array.from({ length: 20 }, () => 'down' as const))
  await tell(late.merchant_uid, paid.imp_uid)
  await worker.drain()
  t.match(await paymentOf(db, paid.imp_uid), { role: 'order', state: 'paid' })

  for (const isSigned of [true, false]) {
    const lost = await order()
    faults.push(...Array.from({ length: 200 }, () => 'down' as const))
    await tell(lost.merchant_uid, portone.pay(lost).imp_uid, { isSigned })
    await worker.drain()
    t.strictSame(await unread(lost.merchant_uid), ['unread: portone_unavailable'])
    faults.length = 0
  }
})

t.test('of an attempt that failed before another paid, the payment is looked at', async t => {
  const { portone, worker, order, tell } = await setUp(t)
  const wanted = await order()
  const failed = portone.fail(wanted)
  const paid = portone.pay(wanted)
  await tell(wanted.merchant_uid, failed.imp_uid)
  await worker.drain()
  t.match(await paymentOf(db, paid.imp_uid), { role: 'order', state: 'paid' })
})

t.test('what nobody signed and nobody knows is forgotten soon', async t => {
  const { buyer, worker, tell, unread, lookedUp } = await setUp(t)
  const merchant_uid = newMerchantUid(buyer)
  const kept = () => db.selectFrom('webhook_inbox').select('id').where('merchant_uid', '=', merchant_uid).execute()
  await tell(merchant_uid, 'imp_nobody', { isSigned: false })
  t.equal((await kept()).length, 1)
  await worker.drain()
  t.equal(lookedUp(), 5)
  t.strictSame(await kept(), [])
  t.strictSame(await unread(merchant_uid), [])

  await tell(merchant_uid, 'imp_signed')
  await worker.drain()
  t.ok(lookedUp() > 30)
  t.strictSame(await unread(merchant_uid), ['unread: payment_unknown'])
})
