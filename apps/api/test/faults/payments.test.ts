import { setTimeout as sleep } from 'node:timers/promises'
import { addJob } from '@mudig/db/ledger/add'
import { queueExpiries } from '@mudig/db/shop/expire'
import { queueOrphans } from '@mudig/db/shop/orphans'
import { dayOf } from '@mudig/db/shop/reconcile'
import { deadJobs } from '@mudig/db/testing/ledger-counts'
import { brokenPromises, sentBackByReason, strayMoney } from '@mudig/db/testing/money'
import { aShopProduct, countShopJobs, letOrdersBeDue, letOrphansAge, letShopJobsBeDue } from '@mudig/db/testing/shop'
import { until } from '@mudig/sandbox/servers/until'
import { hasMoney } from '@mudig/sandbox/vendors/portone/ledger'
import type { FaultRule } from '@mudig/sandbox/vendors/wire'
import { reconcilePayments } from '@mudig/shared/shop/queues'
import t from 'tap'
import { booksAt } from '../flows/books.js'
import { ownRedis } from '../flows/own-redis.js'
import { stack } from '../flows/stack.js'
import { fleet } from './fleet.js'
import { isShort, randomFrom, seed } from './random.js'
import { aPerson, type Person, type Shown, shopPeople } from './shop-people.js'
import { printTable } from './table.js'

const kills = isShort ? 6 : 60
const pauseMs = 2_500
/** Every so many kills Redis is emptied, too. */
const killsPerFlush = 4
const buyerCount = isShort ? 8 : 30
/** So that one buyer claims no more in the long form than anybody may in a day. */
const restMs = isShort ? 500 : 2_500

/** What PortOne does wrong, for some calls. */
const troubles: readonly FaultRule<'portone'>[] = [
  { vendor: 'portone', fault: '500', times: 6 },
  { vendor: 'portone', fault: '502', times: 4 },
  { vendor: 'portone', fault: 'malformed', times: 5 },
  { vendor: 'portone', fault: 'not_found', times: 4, match: 'look ' },
  { vendor: 'portone', fault: 'rate_limit', times: 3 },
  { vendor: 'portone', fault: 'delay', times: 10, delay_ms: 1_500 },
  { vendor: 'portone', fault: 'cut_after', times: 3, match: 'cancel ' },
  { vendor: 'portone', fault: 'requested', times: 3, match: 'cancel ' },
  { vendor: 'portone', fault: 'outstanding', times: 2, match: 'cancel ' },
  // Some minute passes until a worker has given such a call up.
  ...(isShort ? [] : [{ vendor: 'portone', fault: 'timeout', times: 1 } as const]),
]

for (const version of ['v2', 'v1'] as const)
  t.test(
    `payments by ${version}: ${kills} kills, Redis emptied, PortOne slow, down and wrong (seed ${seed})`,
    { timeout: kills * pauseMs + 600_000 },
    async t => {
      const random = randomFrom(seed)
      const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
      const redis = await ownRedis(t)
      const { startApi, startWorker, vendors, vendorsUrl, mailbox, db, env } = await stack(t, {
        redisUrl: redis.url,
        portone: version,
        env: { TRUST_PROXY: 'loopback' },
      })
      const books = booksAt(vendorsUrl)
      const processes = await fleet({ startApi, startWorker }, { api: 2, worker: 2 })
      const people: Person[] = []
      while (people.length < buyerCount) people.push(await aPerson(db, env.JWT_SECRET))
      const staff = await aPerson(db, env.JWT_SECRET, { isStaff: true })
      const shown: Shown[] = []
      const sell = async (price: number, stock: number): Promise<Shown> => {
        const product = { id: await aShopProduct(db, { price, stock }), price }
        shown.push(product)
        return product
      }
      const common = [await sell(10_000, 500), await sell(7_000, 40)]
      const shop = shopPeople({
        apiUrl: async () => (await processes.api(random)).url,
        books,
        version,
        random,
      })
      const { count, counts, verdicts } = shop
      const buyers = people.map(({ id }) => id)

      let over = false
      const untilOver = async (everyMs: number, work: () => Promise<unknown>) => {
        while (!over) {
          await sleep(everyMs * (0.5 + random()))
          await work()
        }
      }
      const goings = [
        ...people.map(person =>
          untilOver(restMs, () => shop.buy(person, one(common), { quantity: random() < 0.8 ? 1 : 2 })),
        ),
        untilOver(2_000, async () => {
          count('last pieces wanted by two')
          const last = await sell(9_000, 1)
          const two = [one(people), one(people)]
          await Promise.all(two.map(person => shop.buy(person, last)))
        }),
        untilOver(1_500, () => shop.steal(one(people), one(common))),
        untilOver(1_000, () => shop.keepShop(staff)),
        untilOver(1_500, () => shop.atConsole()),
        untilOver(3_000, () => shop.notifyWrongly()),
        untilOver(2_000, async () => {
          const trouble = one(troubles)
          count(`PortOne does ${trouble.fault}`)
          await vendors.fault(trouble)
          await books.lag(random() < 0.5 ? 2_000 : 0)
        }),
        untilOver(3_000, async () => {
          count('prices changed')
          const product = one(common)
          const price = 5_000 + Math.floor(random() * 12) * 500
          await db.updateTable('shop_products').set({ price }).where('id', '=', product.id).execute()
          // Who has the page open pays what it showed.
          if (random() < 0.7) product.price = price
        }),
        untilOver(4_000, async () => {
          count('times to pay ended')
          await letOrdersBeDue(
            db,
            buyers.filter(() => random() < 0.5),
          )
          await queueExpiries(db, 1_000)
        }),
        untilOver(8_000, async () => {
          count('half hours passed')
          await letOrphansAge(
            db,
            buyers.filter(() => random() < 0.3),
          )
          await queueOrphans(db, 1_000)
        }),
      ]
      /** Also while it all goes on. */
      const broken: string[] = []
      const look = async () => {
        const products = shown.map(({ id }) => id)
        broken.push(...(await brokenPromises(db, { buyers, products })))
      }

      let flushes = 0
      for (let done = 0; done < kills; done += 1) {
        await sleep(pauseMs * (0.5 + random()))
        await processes.kill(random() < 0.6 ? 'worker' : 'api', random)
        // On a busy machine there would be nobody left to kill, or to buy from.
        if (random() < 0.5) await processes.complete()
        if (done % killsPerFlush === killsPerFlush - 1) {
          flushes += 1
          await redis.empty()
        }
        await look()
      }
      over = true
      await Promise.all(goings)
      await shop.quiet()
      await processes.complete()

      // Everything comes to its end: PortOne answers, and all time passes.
      await vendors.clearFaults()
      await books.lag(0)
      const settle = async (what: string) => {
        const isIdle = await until(
          async () => {
            await books.settle('SUCCEEDED')
            await letShopJobsBeDue(db)
            return (await countShopJobs(db)) === 0
          },
          { withinMs: 180_000, everyMs: 1_000 },
        )
        t.ok(isIdle, `${what}: no job is left`)
        await look()
      }
      await settle('what was begun')
      await letOrdersBeDue(db, buyers)
      await queueExpiries(db, 10_000)
      await settle('what was never paid')
      await db.transaction().execute(async trx => {
        const today = dayOf(new Date())
        for (const day of [today - 1, today]) await addJob(trx, reconcilePayments, { v: 1, day })
      })
      await settle('what was never heard of')
      await letOrphansAge(db, buyers)
      await queueOrphans(db, 10_000)
      await settle('what was paid without an order')

      const payments = await books.payments()
      const captured = payments.filter(hasMoney)
      const stray = await strayMoney(db, payments)
      const orders = await db.selectFrom('orders').select(['merchant_uid', 'state']).execute()
      const stateOf = new Map(orders.map(({ merchant_uid, state }) => [merchant_uid, state]))
      const kept = captured.filter(({ amount, cancelled }) => cancelled < amount)
      // A part was wanted once, of an amount of its own, however often it was asked for.
      const parts = captured
        .flatMap(({ cancellations }) => cancellations)
        .filter(({ status, amount }) => status === 'SUCCEEDED' && amount > 1_000 && amount < 5_000)
        .map(({ amount }) => amount)
      const cancelledBy = await db
        .selectFrom('refunds as r')
        .innerJoin('payments as p', 'p.id', 'r.payment_id')
        .select('p.merchant_uid')
        .where('r.why', 'in', ['by_buyer', 'by_staff', 'at_provider'])
        .execute()
      const takenBack = new Set(cancelledBy.map(({ merchant_uid }) => merchant_uid))
      const thanked = verdicts.filter(({ status }) => status === 200)
      const falselyThanked = thanked.filter(
        ({ merchant_uid }) =>
          !['paid', 'preparing', 'shipped', 'delivered'].includes(stateOf.get(merchant_uid) ?? '') &&
          !takenBack.has(merchant_uid),
      )
      const refused = verdicts.filter(({ status }) => status === 400)
      const falselyRefused = refused.filter(({ imp_uid }) => kept.some(payment => payment.imp_uid === imp_uid))
      const letters = mailbox.messages.map(({ messageId }) => messageId)
      const wanted = await db.selectFrom('order_mails').select('id').execute()
      const reasons = await sentBackByReason(db)
      const won = (of: typeof captured, sum: (payment: (typeof captured)[number]) => number) =>
        of.reduce((total, payment) => total + sum(payment), 0).toLocaleString('en')
      printTable(`Payments by ${version}, seed ${seed}`, [
        ['workers killed', processes.kills.worker],
        ['APIs killed', processes.kills.api],
        ['Redis emptied', flushes],
        ...[...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
        ['orders', orders.length],
        ['payments at PortOne, of which with money', `${payments.length}, ${captured.length}`],
        ['won captured', won(captured, ({ amount }) => amount)],
        ['won kept for orders that stand', won(kept, ({ amount, cancelled }) => amount - cancelled)],
        ['won sent back', won(captured, ({ cancelled }) => cancelled)],
        ...reasons.map(
          ({ why, refunds, won }) => [`sent back: ${why}`, `${refunds} (${won.toLocaleString('en')})`] as const,
        ),
        ['thanked, and not standing', falselyThanked.length],
        ['refused, and kept all the same', falselyRefused.length],
        [
          'letters wanted, sent, sent again',
          `${wanted.length}, ${letters.length}, ${letters.length - new Set(letters).size}`,
        ],
        ['dead jobs', JSON.stringify(await deadJobs(db))],
        ['promises broken at any moment', broken.length],
        ['money astray', stray.length],
      ])
      t.strictSame(broken, [], 'what holds at every commit held whenever it was looked at')
      t.strictSame(stray, [], 'each won is for one order that stands, or was sent back')
      t.equal(new Set(parts).size, parts.length, 'no part was sent back twice')
      t.strictSame(falselyThanked, [], 'who was thanked has an order, or took it back')
      t.strictSame(falselyRefused, [], 'who was refused has their money back')
      t.equal(new Set(letters).size, wanted.length, 'each letter was sent')
      t.notOk(counts.get('others’ payments taken'), "nobody got anything for somebody else's payment")
      const statuses = [...counts.keys()].map(what => /: (5\d\d)/.exec(what)?.[1]).filter(Boolean)
      t.strictSame(
        statuses.filter(status => status !== '503'),
        [],
        'an outage is a 503',
      )
      t.ok(kept.length >= 4 && captured.length - kept.length >= 4, 'there was money to keep and to send back')
      t.equal(processes.kills.worker + processes.kills.api, kills, 'as many were killed as were to be')

      // Operators see why.
      for (const { merchant_uid } of captured.filter(payment => payment.cancelled > 0).slice(0, 40)) {
        const seen = await shop.askUntilAnswered(staff, 'GET', `/staff/orders/${merchant_uid}`, { as: 'staff look' })
        const hasOrder = stateOf.has(merchant_uid)
        t.equal(seen?.status, hasOrder ? 200 : 404)
        if (!hasOrder) continue
        const { payments, refunds } = seen!.body as {
          payments: { cancelled: number }[]
          refunds: { state: string; amount: number; why: string }[]
        }
        t.equal(
          refunds.reduce((sum, { state, why, amount }) => sum + (state === 'done' && why !== '' ? amount : 0), 0),
          payments.reduce((sum, { cancelled }) => sum + cancelled, 0),
          `${merchant_uid}: each won that went back has a reason`,
        )
      }
    },
  )
