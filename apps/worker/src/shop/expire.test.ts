import { listDifferences } from '@mudig/db/shop/differences'
import { queueExpiries } from '@mudig/db/shop/expire'
import { reportPayment } from '@mudig/db/shop/report-payment'
import { applyFacts } from '@mudig/db/shop/settle'
import { testDatabase } from '@mudig/db/testing/database'
import { brokenPromises, paymentOf } from '@mudig/db/testing/money'
import { aUser } from '@mudig/db/testing/rows'
import { aShopProduct, letOrdersBeDue } from '@mudig/db/testing/shop'
import { type CallFault, inProcessPortone } from '@mudig/sandbox/vendors/portone/in-process'
import { factsOf, PaymentLedger } from '@mudig/sandbox/vendors/portone/ledger'
import type { Portone } from '@mudig/shared/clients/portone/portone'
import { newMerchantUid } from '@mudig/shared/shop/merchant-uid'
import t, { type Test } from 'tap'
import { shopWorker } from './testing/run-jobs.js'

const accepted = { test: false, store: null }

/** A buyer of the last piece, whose order only their claim makes. */
const setUp = async (t: Test, attemptsAt?: Portone['attemptsAt']) => {
  const { db } = await testDatabase(t)
  const buyer = await aUser(db)
  const product_id = await aShopProduct(db, { price: 4_000, stock: 1 })
  const ledger = new PaymentLedger()
  const portone: { fault: CallFault | undefined } = { fault: undefined }
  const books = inProcessPortone(ledger, 'v1', async () => portone.fault)
  const worker = shopWorker(db, {
    portone: { ...books, ...(attemptsAt && { attemptsAt }) },
    acceptedPayments: accepted,
    mailer: { send: async () => undefined },
  })
  t.teardown(() => worker.stop())
  const merchant_uid = newMerchantUid(buyer)
  const claim = (imp_uid: string) => {
    const where = { name: '', address: '', address2: '', language: 'ko' as const }
    const items = [{ product_id, quantity: 1 }]
    const words = { ...where, user_id: buyer, merchant_uid, items, imp_uid }
    return db.transaction().execute(trx => reportPayment(trx, words, 'test'))
  }
  const standing = async () => {
    const order = await db.selectFrom('orders').select('state').executeTakeFirstOrThrow()
    const { stock } = await db.selectFrom('shop_products').select('stock').executeTakeFirstOrThrow()
    return { state: order.state, stock }
  }
  const expire = async () => {
    await letOrdersBeDue(db, [buyer])
    await queueExpiries(db, 10)
    await worker.drain()
  }
  const isWell = async () => t.strictSame(await brokenPromises(db, { buyers: [buyer], products: [product_id] }), [])
  return { db, ledger, portone, worker, merchant_uid, claim, standing, expire, isWell }
}

t.test('a claim that PortOne never answered leaves the order its stock until PortOne is asked once more', async t => {
  for (const fault of ['down', 'nonsense'] as const) {
    const { db, ledger, portone, worker, merchant_uid, claim, standing, expire, isWell } = await setUp(t)
    const { imp_uid } = ledger.pay({ merchant_uid, amount: 4_000 })
    portone.fault = fault
    await claim(imp_uid)
    await worker.drain()
    t.strictSame(await db.selectFrom('payment_claims').select(['state', 'why']).execute(), [
      { state: 'bad', why: 'not_found' },
    ])
    t.strictSame(await standing(), { state: 'pending', stock: 0 }, `${fault}: nobody else buys it`)
    await expire()
    t.strictSame(await standing(), { state: 'pending', stock: 0 }, 'nor when its time is over')
    portone.fault = undefined
    await expire()
    t.strictSame(await standing(), { state: 'paid', stock: 0 })
    t.match(await paymentOf(db, imp_uid), { role: 'order', cancelled: 0 })
    await isWell()
  }
})

t.test('a claim that PortOne has answered ends with its order', async t => {
  const { db, ledger, worker, merchant_uid, claim, standing, isWell } = await setUp(t)
  await claim('imp_of_nobody')
  await worker.drain()
  t.strictSame(await standing(), { state: 'expired', stock: 1 }, 'there is no such payment')
  const other = ledger.begin({ merchant_uid, amount: 4_000 })
  await claim(other.imp_uid)
  await worker.drain()
  const claims = await db.selectFrom('payment_claims').select('why').orderBy('id').execute()
  t.strictSame(claims, [{ why: 'not_found' }, { why: 'not_paid' }])
  t.strictSame(await standing(), { state: 'expired', stock: 1 })
  await isWell()
})

t.test('an attempt that cannot be read holds no stock, and pays the order once it is understood', async t => {
  let unread = { merchant_uid: '', provider_id: '', why: 'portone_malformed: is it a test' }
  const readable: ReturnType<typeof factsOf>[] = []
  const { db, ledger, portone, worker, merchant_uid, claim, standing, expire, isWell } = await setUp(t, async () => ({
    facts: readable,
    unread: [unread],
  }))
  const odd = ledger.pay({ merchant_uid, amount: 4_000 })
  const failed = ledger.fail({ merchant_uid, amount: 4_000 })
  readable.push(factsOf(failed))
  unread = { ...unread, merchant_uid, provider_id: odd.imp_uid }
  portone.fault = 'nonsense'
  await claim(odd.imp_uid)
  await worker.drain()
  await expire()
  t.strictSame(await standing(), { state: 'expired', stock: 1 })
  t.match(await paymentOf(db, failed.imp_uid), { role: 'open' }, 'the one that can be read is applied')
  const { differences } = await listDifferences(db, { limit: 10 })
  t.match(differences, [{ kind: 'unread', merchant_uid, provider_id: odd.imp_uid, theirs: unread.why }])
  t.equal(differences.length, 1)
  t.equal(await queueExpiries(db, 10), 0, 'no further job is dead of it')
  await db.transaction().execute(trx => applyFacts(trx, factsOf(odd), accepted))
  t.strictSame(await standing(), { state: 'paid', stock: 0 })
  await isWell()
})
