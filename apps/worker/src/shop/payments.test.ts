import { writeFileSync } from 'node:fs'
import { testDatabase } from '@mudig/db/testing/database'
import { brokenPromises, strayMoney } from '@mudig/db/testing/money'
import { hasMoney } from '@mudig/sandbox/vendors/portone/ledger'
import fc from 'fast-check'
import t from 'tap'
import { type Act, openMarket } from './testing/market.js'

/** PAYMENT_RUNS=3000 PAYMENT_TABLE=/tmp/payments.txt npm test -- apps/worker/src/shop/payments.test.ts --timeout 7200 */
const runs = Number(process.env.PAYMENT_RUNS ?? 150)
/** As a failure names them, to see it again. */
const { PAYMENT_SEED: seed, PAYMENT_PATH: path } = process.env

const of = fc.nat({ max: 12 })
const one = <A extends Act['act']>(
  act: A,
  fields: { [K in Exclude<keyof Extract<Act, { act: A }>, 'act'>]: fc.Arbitrary<Extract<Act, { act: A }>[K]> },
) => fc.record({ act: fc.constant(act), ...fields }) as unknown as fc.Arbitrary<Act>
const buying = { buyer: fc.nat({ max: 1 }), product: fc.nat({ max: 1 }), quantity: fc.integer({ min: 1, max: 2 }) }
const times = fc.integer({ min: 1, max: 3 })

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: one('order', buying) },
  { weight: 3, arbitrary: one('pay without order', buying) },
  {
    weight: 7,
    arbitrary: one('pay', {
      order: of,
      how: fc.oneof(
        { weight: 6, arbitrary: fc.constant('right' as const) },
        { weight: 3, arbitrary: fc.constantFrom('slow', 'wrong amount', 'dollars', 'test channel', 'failed') },
      ),
    }),
  },
  { weight: 2, arbitrary: one('approve late', { attempt: of }) },
  { weight: 5, arbitrary: one('report', { attempt: of, times }) },
  { weight: 2, arbitrary: one("report somebody else's", { attempt: of }) },
  { weight: 5, arbitrary: one('notice', { attempt: of, times, isKept: fc.boolean() }) },
  { weight: 1, arbitrary: one('false notice', { attempt: of }) },
  {
    weight: 12,
    arbitrary: one('run a job', {
      job: of,
      death: fc.constantFrom(undefined, undefined, 'before_commit', 'after_commit'),
    }),
  },
  { weight: 4, arbitrary: one('run two jobs at once', { job: of }) },
  { weight: 3, arbitrary: one('run all jobs', {}) },
  { weight: 2, arbitrary: one('time to pay ends', {}) },
  { weight: 1, arbitrary: one('half an hour passes', {}) },
  { weight: 2, arbitrary: one('buyer cancels', { order: of }) },
  { weight: 1, arbitrary: one('cancelled at PortOne', { attempt: of, isWhole: fc.boolean() }) },
  { weight: 1, arbitrary: one('price changes', { product: fc.nat({ max: 1 }), by: of }) },
  { weight: 2, arbitrary: one('staff refund', { order: of, isWhole: fc.boolean() }) },
  { weight: 1, arbitrary: one('staff step', { order: of }) },
  {
    weight: 4,
    arbitrary: one('PortOne fails', {
      how: fc.constantFrom('down', 'nonsense', 'not_found', 'stale', 'after', 'requested'),
      times,
      isAtCancel: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: one('cancellations end', { status: fc.constantFrom('SUCCEEDED', 'FAILED') }) },
  { weight: 1, arbitrary: one('reconcile', {}) },
)

/** Each of which has to happen, or what holds says nothing of it. */
const acts = [
  'order',
  'pay without order',
  ...['right', 'slow', 'wrong amount', 'dollars', 'test channel', 'failed'].map(how => `pay: ${how}`),
  'approve late',
  'report',
  "report somebody else's",
  'notice',
  'false notice',
  'run a job',
  'run two jobs at once',
  'run all jobs',
  'killed before_commit',
  'killed after_commit',
  'time to pay ends',
  'half an hour passes',
  'buyer cancels',
  'cancelled at PortOne',
  'price changes',
  'staff refund',
  'staff step',
  'PortOne fails',
  'cancellations end',
  'reconcile',
]

t.test('each won is for one order that stands, or is sent back once, whatever happens in whatever order', async t => {
  t.setTimeout(Math.max(280_000, runs * 3_000))
  const { db } = await testDatabase(t)
  const totals = new Map<string, number>()
  const results = new Map<string, number>()
  const add = (to: Map<string, number>, what: string, by = 1) => void to.set(what, (to.get(what) ?? 0) + by)

  const property = fc.asyncProperty(
    fc.constantFrom('v1' as const, 'v2' as const),
    fc.array(act, { minLength: 8, maxLength: 40, size: 'max' }),
    async (version, acts) => {
      const market = await openMarket(db, version)
      try {
        for (const act of acts) {
          await market.perform(act)
          if (act.act.startsWith('run')) {
            const broken = await brokenPromises(db, market)
            if (broken.length > 0) throw new Error(`after ${act.act}: ${broken.join('; ')}`)
          }
        }
        await market.settle()
        const broken = [...(await brokenPromises(db, market)), ...(await strayMoney(db, market.portone.attempts))]
        if (broken.length > 0) throw new Error(broken.join('; '))
        for (const [what, count] of market.counts) add(totals, what, count)
        add(results, `runs of ${version}`)
        for (const attempt of market.portone.attempts.filter(hasMoney)) {
          add(results, 'won captured', attempt.amount)
          add(results, 'won sent back', attempt.cancelled)
        }
        add(results, 'letters', market.mailed.length)
        add(results, 'letters, each message once', new Set(market.mailed).size)
      } finally {
        await market.stop()
      }
    },
  )
  await fc.assert(property, {
    numRuns: runs,
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(path !== undefined && { path }),
    endOnFailure: process.env.PAYMENT_SHRINK === undefined,
  })

  const table = [totals, results].map(counts =>
    [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([what, count]) => `${count}\t${what}\n`),
  )
  if (process.env.PAYMENT_TABLE) writeFileSync(process.env.PAYMENT_TABLE, table.flat().join(''))
  // Of fewer runs it would say nothing.
  if (runs < 100) return
  for (const act of acts) t.ok((totals.get(act) ?? 0) >= 3, act)
  for (const result of ['runs of v1', 'runs of v2']) t.ok((results.get(result) ?? 0) >= 20, result)
  for (const result of ['won captured', 'won sent back']) t.ok((results.get(result) ?? 0) >= 1_000_000, result)
  t.ok((results.get('letters, each message once') ?? 0) >= 100, 'letters')
})
