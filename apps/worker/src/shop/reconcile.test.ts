import { addJob } from '@mudig/db/ledger/add'
import { createOrder } from '@mudig/db/shop/create-order'
import { listDifferences } from '@mudig/db/shop/differences'
import { dayOf } from '@mudig/db/shop/reconcile'
import { applyFacts } from '@mudig/db/shop/settle'
import { testDatabase } from '@mudig/db/testing/database'
import { aUser } from '@mudig/db/testing/rows'
import { aShopProduct, brokenPromises } from '@mudig/db/testing/shop'
import { inProcessPortone } from '@mudig/sandbox/vendors/portone/in-process'
import { factsOf, PaymentLedger } from '@mudig/sandbox/vendors/portone/ledger'
import { newMerchantUid } from '@mudig/shared/shop/merchant-uid'
import { reconcilePayments } from '@mudig/shared/shop/queues'
import t from 'tap'
import { shopWorker } from './testing/run-jobs.js'

t.test('a day that is compared names each difference once, and puts right what can be', async t => {
  const { db } = await testDatabase(t)
  const accepted = { test: false, store: null }
  const buyer = await aUser(db)
  const product = await aShopProduct(db, { price: 4_000, stock: 20 })
  const portone = new PaymentLedger()
  const worker = shopWorker(db, {
    portone: inProcessPortone(portone, 'v1', async () => undefined),
    acceptedPayments: accepted,
    mailer: { send: async () => undefined },
  })
  t.teardown(() => worker.stop())
  const transaction = db.transaction.bind(db)
  const order = async (): Promise<string> => {
    const where = { name: '', address: '', address2: '', language: 'ko' as const }
    const items = [{ product_id: product, quantity: 1 }]
    const made = { ...where, user_id: buyer, merchant_uid: newMerchantUid(buyer), items }
    return (await transaction().execute(trx => createOrder(trx, made))).merchant_uid
  }
  const pay = async ({ isHeardOf = true } = {}) => {
    const attempt = portone.pay({ merchant_uid: await order(), amount: 4_000 })
    if (isHeardOf) await transaction().execute(trx => applyFacts(trx, factsOf(attempt), accepted))
    return attempt
  }
  const stateOf = async ({ merchant_uid }: { merchant_uid: string }) =>
    (await db.selectFrom('orders').select('state').where('merchant_uid', '=', merchant_uid).executeTakeFirstOrThrow())
      .state
  const compare = async () => {
    const today = dayOf(new Date())
    await transaction().execute(async trx => {
      for (const day of [today - 1, today]) await addJob(trx, reconcilePayments, { v: 1, day })
    })
    await worker.drain()
    const { differences } = await listDifferences(db, { limit: 50 })
    return differences.map(({ kind, provider_id }) => `${kind} ${provider_id}`).sort()
  }

  for (let i = 0; i < 3; i += 1) await pay()
  t.strictSame(await compare(), [], 'nothing differs')

  const unheard = await pay({ isHeardOf: false })
  const cancelled = await pay()
  portone.cancel(cancelled, { reason: 'console' })
  const reduced = await pay()
  portone.cancel(reduced, { reason: 'console', amount: 1_000 })
  const vanished = {
    ...factsOf(portone.pay({ merchant_uid: await order(), amount: 4_000 })),
    provider_id: 'imp_vanished',
  }
  await transaction().execute(trx => applyFacts(trx, vanished, accepted))
  const other = await pay()
  await db.updateTable('payments').set({ amount: 4_001 }).where('provider_id', '=', other.imp_uid).execute()

  const found = await compare()
  t.ok(found.includes(`missing_here ${unheard.imp_uid}`))
  t.ok(found.includes(`cancelled ${cancelled.imp_uid}`))
  t.ok(found.includes(`cancelled ${reduced.imp_uid}`))
  t.ok(found.includes('missing_there imp_vanished'))
  t.ok(found.includes(`amount ${other.imp_uid}`))
  t.equal(await stateOf(unheard), 'paid', 'what was not heard of is applied')
  t.equal(await stateOf(cancelled), 'cancelled')
  t.equal(await stateOf(reduced), 'paid')
  t.strictSame(await compare(), found, 'each is named once')

  await db.updateTable('payments').set({ amount: 4_000 }).where('provider_id', '=', other.imp_uid).execute()
  t.strictSame(await brokenPromises(db, { buyers: [buyer], products: [product] }), [])
  const days = await db.selectFrom('reconciliations').select('ended_at').execute()
  t.ok(days.length === 2 && days.every(({ ended_at }) => ended_at !== null))
})
