import type { Db } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { cancelOwnOrder, refundByStaff, stepByStaff } from '@mudig/db/shop/cancel'
import { createOrder } from '@mudig/db/shop/create-order'
import { queueExpiries } from '@mudig/db/shop/expire'
import { queueOrphans } from '@mudig/db/shop/orphans'
import { dayOf } from '@mudig/db/shop/reconcile'
import { reportPayment } from '@mudig/db/shop/report-payment'
import { keepNotice } from '@mudig/db/shop/webhooks'
import { aUser } from '@mudig/db/testing/rows'
import { aShopProduct, aStaffMember, letOrdersBeDue, letOrphansAge } from '@mudig/db/testing/shop'
import { type CallFault, inProcessPortone } from '@mudig/sandbox/vendors/portone/in-process'
import { type Attempt, hasMoney, PaymentLedger } from '@mudig/sandbox/vendors/portone/ledger'
import { ApiError } from '@mudig/shared/core/errors'
import { newMerchantUid } from '@mudig/shared/shop/merchant-uid'
import { reconcilePayments } from '@mudig/shared/shop/queues'
import { type Death, shopWorker } from './run-jobs.js'

/** What buyers, PortOne, staff, the network and the machines do, in whatever order. Numbers choose among what there is. */
export type Act =
  | { act: 'order'; buyer: number; product: number; quantity: number }
  | { act: 'pay without order'; buyer: number; product: number; quantity: number }
  | { act: 'pay'; order: number; how: 'right' | 'slow' | 'wrong amount' | 'dollars' | 'test channel' | 'failed' }
  | { act: 'approve late'; attempt: number }
  | { act: 'report'; attempt: number; times: number }
  | { act: "report somebody else's"; attempt: number }
  | { act: 'notice'; attempt: number; times: number; isKept: boolean }
  | { act: 'false notice'; attempt: number }
  | { act: 'run a job'; job: number; death: Death | undefined }
  | { act: 'run two jobs at once'; job: number }
  | { act: 'run all jobs' }
  | { act: 'time to pay ends' }
  | { act: 'half an hour passes' }
  | { act: 'buyer cancels'; order: number }
  | { act: 'cancelled at PortOne'; attempt: number; isWhole: boolean }
  | { act: 'price changes'; product: number; by: number }
  | { act: 'staff refund'; order: number; isWhole: boolean }
  | { act: 'staff step'; order: number }
  | { act: 'PortOne fails'; how: CallFault; times: number; isAtCancel: boolean }
  | { act: 'cancellations end'; status: 'SUCCEEDED' | 'FAILED' }
  | { act: 'reconcile' }

interface Placed {
  merchant_uid: string
  buyer: number
  items: { product_id: number; quantity: number }[]
  /** What its buyer was shown. */
  total: number
}

/** A market with two buyers, two products of few pieces, and a PortOne of its own. */
export const openMarket = async (db: Db, version: 'v1' | 'v2') => {
  const buyers = [await aUser(db), await aUser(db)]
  const products = [
    await aShopProduct(db, { price: 10_000, stock: 2 }),
    await aShopProduct(db, { price: 7_000, stock: 6 }),
  ]
  const staff_id = await aStaffMember(db)
  const portone = new PaymentLedger()
  // Those of cancellations wait for one.
  const faults: { cancel: CallFault[]; any: CallFault[] } = { cancel: [], any: [] }
  const mailed: string[] = []
  const placed: Placed[] = []
  const notices: Parameters<typeof keepNotice>[1][] = []
  const counts = new Map<string, number>()
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)

  portone.onChange(({ attempt, what, cancellationId }) => {
    notices.push({
      webhook_id: `${version}:${what}-${attempt.imp_uid}-${cancellationId ?? ''}-${attempt.changedAt.getTime()}`,
      merchant_uid: attempt.merchant_uid,
      imp_uid: attempt.imp_uid,
      raw: '{}',
    })
  })
  const worker = shopWorker(db, {
    portone: inProcessPortone(portone, version, async call => {
      const fault = (call === 'cancel' ? faults.cancel.shift() : undefined) ?? faults.any.shift()
      if (fault) count(`PortOne: ${fault} at ${call}`)
      return fault
    }),
    acceptedPayments: { test: false, store: null },
    mailer: { send: async ({ messageId }) => void mailed.push(messageId) },
  })
  const among = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)]
  const transaction = db.transaction.bind(db)
  /** Whether it was let through: people are refused much, and that is as it should be. */
  const tried = async (what: string, work: Promise<unknown>) => {
    try {
      await work
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      count(`refused: ${what} (${error.declaration.code})`)
    }
  }
  const withoutAddress = { name: '', address: '', address2: '', language: 'ko' as const }

  const place = async (buyer: number, product: number, quantity: number, isOrdered: boolean) => {
    const product_id = products[product]!
    const { price } = await db
      .selectFrom('shop_products')
      .select('price')
      .where('id', '=', product_id)
      .executeTakeFirstOrThrow()
    const order = {
      merchant_uid: newMerchantUid(buyer),
      buyer,
      items: [{ product_id, quantity }],
      total: price * quantity,
    }
    const { merchant_uid, items } = order
    if (isOrdered) {
      const made = transaction().execute(trx =>
        createOrder(trx, { ...withoutAddress, user_id: buyer, merchant_uid, items }),
      )
      await tried(
        'order',
        made.then(() => void placed.push(order)),
      )
    } else {
      placed.push(order)
      pay(order, 'right')
    }
  }
  const pay = (order: Placed, how: (Act & { act: 'pay' })['how']) => {
    // V2 takes money for one number once; V1's windows can be opened twice.
    const isTaken = portone.ofOrder(order.merchant_uid).some(({ status }) => status !== 'failed')
    if (version === 'v2' && isTaken) return
    const paying = { merchant_uid: order.merchant_uid, amount: order.total }
    if (how === 'failed') portone.fail(paying)
    else if (how === 'slow') portone.begin(paying)
    else if (how === 'wrong amount') portone.pay({ ...paying, amount: order.total - 1 })
    else portone.pay({ ...paying, ...(how === 'dollars' && { currency: 'USD' }), isTest: how === 'test channel' })
  }
  const report = (attempt: Attempt, reporter: number, merchant_uid: string) => {
    const order = placed.find(order => order.merchant_uid === attempt.merchant_uid)!
    const words = { ...withoutAddress, user_id: reporter, merchant_uid, items: order.items, imp_uid: attempt.imp_uid }
    return tried(
      'report',
      transaction().execute(trx => reportPayment(trx, words, 'test')),
    )
  }
  const schedules = async () => {
    await queueExpiries(db, 1_000)
    await queueOrphans(db, 1_000)
  }
  const reconcile = () =>
    transaction().execute(async trx => {
      const today = dayOf(new Date())
      for (const day of [today - 1, today]) await addJob(trx, reconcilePayments, { v: 1, day })
    })

  const perform = async (act: Act): Promise<void> => {
    const attempt = 'attempt' in act ? among(portone.attempts, act.attempt) : undefined
    const order = 'order' in act ? among(placed, act.order) : undefined
    if (('attempt' in act && !attempt) || ('order' in act && !order)) return
    count(act.act === 'pay' ? `pay: ${act.how}` : act.act)
    switch (act.act) {
      case 'order':
        return place(buyers[act.buyer]!, act.product, act.quantity, true)
      case 'pay without order':
        return place(buyers[act.buyer]!, act.product, act.quantity, false)
      case 'pay':
        return pay(order!, act.how)
      case 'approve late': {
        const isTaken = portone.ofOrder(attempt!.merchant_uid).some(hasMoney)
        if (version === 'v1' || !isTaken) portone.approveLate(attempt!.imp_uid)
        return
      }
      case 'report': {
        const buyer = placed.find(({ merchant_uid }) => merchant_uid === attempt!.merchant_uid)!.buyer
        const reports = Array.from({ length: act.times }, () => report(attempt!, buyer, attempt!.merchant_uid))
        return void (await Promise.all(reports))
      }
      case "report somebody else's": {
        const thief = buyers.find(buyer => !attempt!.merchant_uid.startsWith(`${buyer}-`))!
        return report(attempt!, thief, newMerchantUid(thief))
      }
      case 'notice': {
        const notice = among(notices, act.attempt)
        if (!notice) return
        for (let i = 0; i < act.times; i += 1) {
          const webhook_id = act.isKept ? notice.webhook_id : `${notice.webhook_id}-${notices.length}-${i}`
          await transaction().execute(trx => keepNotice(trx, { ...notice, webhook_id }, 'test'))
        }
        return
      }
      case 'false notice': {
        const other = among(placed, act.attempt + 1)!
        const lie = {
          webhook_id: `lie-${Math.random()}`,
          merchant_uid: other.merchant_uid,
          imp_uid: attempt!.imp_uid,
          raw: '{}',
        }
        return transaction().execute(trx => keepNotice(trx, lie, 'test'))
      }
      case 'run a job':
        if (act.death) count(`killed ${act.death}`)
        return worker.run(waiting => [among(waiting, act.job)].filter(job => job !== undefined), act.death)
      case 'run two jobs at once':
        return worker.run(waiting => waiting.slice(act.job % Math.max(1, waiting.length)).slice(0, 2))
      case 'run all jobs':
        return worker.run(waiting => waiting)
      case 'time to pay ends':
        await letOrdersBeDue(db, buyers)
        return schedules()
      case 'half an hour passes':
        await letOrphansAge(db, buyers)
        return schedules()
      case 'buyer cancels':
        return tried(
          'cancel',
          transaction().execute(trx => cancelOwnOrder(trx, order!.merchant_uid, order!.buyer)),
        )
      case 'cancelled at PortOne':
        portone.cancel(attempt!, { reason: 'console', ...(!act.isWhole && { amount: 1_000 }) })
        return
      case 'price changes':
        await db
          .updateTable('shop_products')
          .set({ price: 5_000 + act.by * 500 })
          .where('id', '=', products[act.product]!)
          .execute()
        return
      case 'staff refund': {
        const held = await db
          .selectFrom('payments')
          .select('cancelled')
          .where('merchant_uid', '=', order!.merchant_uid)
          .where('role', '=', 'order')
          .executeTakeFirst()
        const part = { amount: 1_500, refunded_before: held?.cancelled ?? 0 }
        const wanted = { staff_id, note: 'a test', ...(!act.isWhole && part) }
        return tried(
          'staff refund',
          transaction().execute(trx => refundByStaff(trx, order!.merchant_uid, wanted)),
        )
      }
      case 'staff step':
        for (const state of ['preparing', 'shipped'] as const)
          await tried(
            'step',
            transaction().execute(trx => stepByStaff(trx, order!.merchant_uid, { state, staff_id })),
          )
        return
      case 'PortOne fails':
        for (let i = 0; i < act.times; i += 1)
          faults[act.isAtCancel || act.how === 'after' || act.how === 'requested' ? 'cancel' : 'any'].push(act.how)
        return
      case 'cancellations end':
        for (const attempt of portone.attempts) portone.settleCancellations(attempt, act.status)
        return
      case 'reconcile':
        return void (await reconcile())
    }
  }

  /** Lets everything come to its end: PortOne answers, all time passes, and days are compared. */
  const settle = async () => {
    faults.cancel.length = 0
    faults.any.length = 0
    const round = async () => {
      for (const attempt of portone.attempts) portone.settleCancellations(attempt, 'SUCCEEDED')
      await worker.drain()
    }
    await round()
    await letOrdersBeDue(db, buyers)
    await schedules()
    await round()
    await reconcile()
    await round()
    await letOrphansAge(db, buyers)
    await schedules()
    await round()
  }

  return { buyers, products, portone, mailed, counts, count, perform, settle, stop: () => worker.stop() }
}
