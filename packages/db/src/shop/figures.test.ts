import { sql } from 'kysely'
import t from 'tap'
import { costsOf } from '../testing/costs.js'
import { testDatabase } from '../testing/database.js'
import { aUser } from '../testing/rows.js'
import { aForeignPayment, manyOrders } from '../testing/shop.js'
import { standStill } from '../testing/trouble.js'
import { shopFigures } from './figures.js'

t.test('figures of the shop say what waits, and read nothing of what is settled', async t => {
  const { db } = await testDatabase(t)
  t.strictSame(await shopFigures(db), [])
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 5000) n`.execute(
    db,
  )
  await manyOrders(db)
  await sql`update payment_claims set state = 'good', ended_at = now()`.execute(db)
  const find = async (what: string, of = '') => (await shopFigures(db)).find(row => row.what === what && row.of === of)
  t.match(await find('payment', 'paid'), { count: 5_000 })
  t.match(await find('order', 'paid'), { count: 5_000 })
  t.equal(await find('claim'), undefined)

  await sql`update orders set state = 'delivered', sent_at = now()`.execute(db)
  await sql`update payments set created_at = now() - interval '2 days'`.execute(db)
  await sql`vacuum analyze orders, payments, payment_claims, refunds, payment_differences`.execute(db)
  t.strictSame(await shopFigures(db), [], 'what is settled or long ago is no news')
  const [cost] = await costsOf(db, () => shopFigures(db))
  t.ok(cost!.blocks < 60, `${cost!.blocks} blocks: ${cost!.nodes.join(', ')}`)
  t.equal(cost!.removed, 0, 'no row is read in vain')

  await standStill(db, await aUser(db))
  await aForeignPayment(db, { provider_id: 'imp_two', merchant_uid: 'of-another-shop' })
  const hours = async (what: string, of = '') => Math.round((await find(what, of))!.oldest_seconds / 3_600)
  t.match(await find('orphan'), { count: 1 }, 'a number that is not ours is a difference for staff')
  for (const [what, of] of [['orphan'], ['refund', 'stuck'], ['claim'], ['reconciliation']] as const)
    t.equal(await hours(what, of), 8, what)
  t.match(await find('difference', 'amount'), { count: 1 })
})
