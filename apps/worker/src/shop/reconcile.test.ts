import { addJob } from '@mudig/db/ledger/add'
import { createOrder } from '@mudig/db/shop/create-order'
import { listDifferences } from '@mudig/db/shop/differences'
import { dayOf, queueReconciliation } from '@mudig/db/shop/reconcile'
import { applyFacts } from '@mudig/db/shop/settle'
import { testDatabase } from '@mudig/db/testing/database'
import { brokenPromises, paymentOf } from '@mudig/db/testing/money'
import { aUser } from '@mudig/db/testing/rows'
import { aShopProduct, letComparisonsAge } from '@mudig/db/testing/shop'
import { inProcessPortone } from '@mudig/sandbox/vendors/portone/in-process'
import { factsOf, PaymentLedger } from '@mudig/sandbox/vendors/portone/ledger'
import { tooManyPages } from '@mudig/shared/clients/portone/portone'
import { RateLimitedError } from '@mudig/shared/core/errors'
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

t.test('one payment that cannot be read or applied does not end the comparison of its day', async t => {
  const { db } = await testDatabase(t)
  const buyer = await aUser(db)
  const portone = new PaymentLedger()
  const books = inProcessPortone(portone, 'v2', async () => undefined)
  const merchant_uid = () => newMerchantUid(buyer)
  const odd = { merchant_uid: merchant_uid(), provider_id: 'imp_odd', why: 'portone_malformed: what is this' }
  const worker = shopWorker(db, {
    portone: {
      ...books,
      listBetween: async function* (...span) {
        for await (const { facts } of books.listBetween(...span)) yield { facts, unread: [odd] }
      },
    },
    acceptedPayments: { test: false, store: null },
    mailer: { send: async () => undefined },
  })
  t.teardown(() => worker.stop())
  const broken = portone.pay({ merchant_uid: merchant_uid(), amount: 0.5 })
  const good = portone.pay({ merchant_uid: merchant_uid(), amount: 4_000 })
  await db.transaction().execute(trx => addJob(trx, reconcilePayments, { v: 1, day: dayOf(new Date()) }))
  await worker.drain()
  t.ok(await paymentOf(db, good.imp_uid), 'the one after it is applied')
  const { differences } = await listDifferences(db, { limit: 50 })
  const unread = differences.filter(({ kind }) => kind === 'unread').map(({ provider_id }) => provider_id)
  t.strictSame(unread.sort(), [broken.imp_uid, 'imp_odd'].sort())
})

t.test('a day that was missed or given up is compared later', async t => {
  const { db } = await testDatabase(t)
  let isAway = true
  const worker = shopWorker(db, {
    portone: inProcessPortone(new PaymentLedger(), 'v2', async () => (isAway ? 'down' : undefined)),
    acceptedPayments: { test: false, store: null },
    mailer: { send: async () => undefined },
  })
  t.teardown(() => worker.stop())
  const days = () => db.selectFrom('reconciliations').select(['day', 'ended_at']).orderBy('day').execute()
  await queueReconciliation(db)
  t.equal((await days()).length, 1, 'nothing before the first day')
  await worker.drain()
  const { differences } = await listDifferences(db, { limit: 50 })
  t.match(differences, [{ kind: 'unread', provider_id: /^day \d{4}-\d\d-\d\d$/, theirs: 'portone_unavailable' }])

  await letComparisonsAge(db, 3)
  isAway = false
  for (let i = 0; i < 2; i += 1) await queueReconciliation(db)
  await worker.drain()
  const compared = await days()
  t.equal(compared.length, 4, 'a stop of three days')
  t.ok(compared.every(({ ended_at }) => ended_at !== null))
  await queueReconciliation(db)
  t.strictSame(await worker.queued(), [], 'each once')
})

t.test('a day whose list is longer than is read, or that meets limits for hours, is not marked compared', async t => {
  for (const error of [
    tooManyPages(),
    new RateLimitedError('portone_rate_limited', 'slow down', new Date(Date.now() + 5_000)),
  ]) {
    const { db } = await testDatabase(t)
    const worker = shopWorker(db, {
      portone: {
        ...inProcessPortone(new PaymentLedger(), 'v1', async () => undefined),
        // biome-ignore lint/correctness/useYield: it fails before the first page
        listBetween: async function* () {
          throw error
        },
      },
      acceptedPayments: { test: false, store: null },
      mailer: { send: async () => undefined },
    })
    t.teardown(() => worker.stop())
    await queueReconciliation(db)
    if (error instanceof RateLimitedError) {
      await worker.run(waiting => waiting)
      t.equal((await worker.queued()).length, 1, 'limits are waited for')
      const active_since = new Date(Date.now() - 7 * 3_600_000)
      await db.updateTable('jobs').set({ active_since }).execute()
    }
    await worker.run(waiting => waiting)
    t.strictSame(await worker.queued(), [], 'it ends')
    const days = await db.selectFrom('reconciliations').select('ended_at').execute()
    t.strictSame(days, [{ ended_at: null }])
    const { differences } = await listDifferences(db, { limit: 50 })
    t.match(differences, [{ kind: 'unread', provider_id: /^day /, theirs: error.code }])
    t.equal(await queueReconciliation(db), 0)
    t.equal((await worker.queued()).length, 1, 'it is tried again')
  }
})
