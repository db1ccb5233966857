import type { Decision } from '@mudig/shared/moderation/actions'
import { sql } from 'kysely'
import t from 'tap'
import { erase } from '../personal-data.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction, manyKeptApart } from '../testing/rows.js'
import { selectAppeals } from './appeals.js'
import { selectBlocks } from './blocks.js'
import { decide } from './decide.js'
import { forgetSnapshots, selectForgettable } from './erase.js'
import { log } from './log.js'
import { selectMutes } from './mutes.js'
import { listQueue, selectLog, selectQueue } from './queue.js'
import { report, selectOwnReports } from './reports.js'
import { isSuspended, liftDue, listSuspended, suspend } from './suspensions.js'

t.test('the log only grows', async t => {
  const { db } = await testDatabase(t)
  const person = await aUser(db)
  await inTransaction(db, trx => log(trx, { case_id: null, person, staff_id: null, action: 'lift' }))
  for (const change of [
    sql`update moderation_log set reason = 'other'`,
    sql`delete from moderation_log`,
    sql`truncate moderation_log cascade`,
  ])
    await t.rejects(change.execute(db), { message: 'the log of moderation only grows' })
  t.equal((await db.selectFrom('moderation_log').select('id').execute()).length, 1)
})

t.test('a suspension ends by itself, and one for good does not', async t => {
  const { db } = await testDatabase(t)
  const [short, long, good] = [await aUser(db), await aUser(db), await aUser(db)]
  await inTransaction(db, trx => suspend(trx, short, new Date(Date.now() - 1_000)))
  await inTransaction(db, trx => suspend(trx, long, new Date(Date.now() + 3_600_000)))
  await inTransaction(db, trx => suspend(trx, good, null))
  t.strictSame((await listSuspended(db)).sort(), [short, long].sort())
  t.equal(await liftDue(db, 100), 1)
  t.equal(await liftDue(db, 100), 0)
  t.strictSame(await listSuspended(db), [long])
  t.strictSame(
    [await isSuspended(db, short), await isSuspended(db, long), await isSuspended(db, good)],
    [false, true, true],
  )
  t.match(await db.selectFrom('moderation_log').select(['person', 'action']).execute(), [
    { person: short, action: 'lift' },
  ])
})

t.test('of several suspensions the longest holds, and lifting one leaves the others', async t => {
  const { db } = await testDatabase(t)
  const author = await aUser(db)
  const { id: staff_id } = await db
    .insertInto('staff')
    .values({ name: 'staff', email: 'staff@test.local', password_hash: 'none' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const cases = await db
    .insertInto('report_cases')
    .values([1, 2].map(target_id => ({ target_type: 'chat', target_id, author })))
    .returning('uuid')
    .execute()
  const [one, other] = cases.map(({ uuid }) => uuid) as [string, string]
  const [soon, later] = [new Date(Date.now() + 3_600_000), new Date(Date.now() + 7_200_000)]
  const verdict = (uuid: string, action: Decision, until?: Date) =>
    inTransaction(db, trx => decide(trx, uuid, { action, reason: '', until }, { staff_id }))
  const end = async () => {
    const { suspended_at, suspended_until } = await db
      .selectFrom('users')
      .select(['suspended_at', 'suspended_until'])
      .where('id', '=', author)
      .executeTakeFirstOrThrow()
    return suspended_at === null ? 'none' : (suspended_until?.getTime() ?? 'for good')
  }
  await verdict(one, 'suspend', later)
  await verdict(other, 'suspend', soon)
  t.equal(await end(), later.getTime())
  await verdict(one, 'lift')
  t.equal(await end(), soon.getTime())
  await verdict(one, 'ban')
  await verdict(other, 'suspend', later)
  t.equal(await end(), 'for good')
  await verdict(one, 'dismiss')
  t.equal(await end(), later.getTime())
  await verdict(other, 'lift')
  t.equal(await end(), 'none')
})

t.test('who reported goes with them, and so does what was kept of somebody', async t => {
  const { db } = await testDatabase(t)
  const [one, other, author] = [await aUser(db), await aUser(db), await aUser(db)]
  const target = { type: 'user', id: author } as const
  for (const who of [one, other])
    await inTransaction(db, trx => report(trx, who, { target, reason: 'abuse', description: '' }))
  const counts = () => db.selectFrom('report_cases').select('open_count').execute()
  const leave = async (id: number) => {
    await db
      .updateTable('users')
      .set({ is_active: false, name_key: null, withdrawn_at: new Date(), erase_after: new Date(0) })
      .where('id', '=', id)
      .execute()
    t.ok(await inTransaction(db, trx => erase(trx, id)))
  }
  t.strictSame(await counts(), [{ open_count: 2 }])
  await leave(one)
  t.strictSame(await counts(), [{ open_count: 1 }])
  await leave(author)
  t.strictSame(await db.selectFrom('reports').select(['reporter', 'snapshot']).execute(), [
    { reporter: other, snapshot: null },
  ])
})

t.test('among many cases and reports each list follows an index, also where it is empty', async t => {
  const { db } = await testDatabase(t)
  const me = await aUser(db)
  const nobody = await aUser(db)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 2000) n`.execute(
    db,
  )
  await manyKeptApart(db)
  await sql`
    insert into report_cases (target_type, target_id, author, open_count, opened_at)
    select 'post', n, ${me}, case when n % 10 = 0 then 1 + n % 7 else 0 end, now() - n * interval '1 minute' from generate_series(1, 20000) n`.execute(
    db,
  )
  await sql`
    insert into reports (reporter, case_id, reason) select u.id, c.id, 'spam'
    from report_cases c cross join lateral (select id from users order by id offset c.id % 1000 limit 1) u where c.open_count > 0`.execute(
    db,
  )
  await sql`
    update reports set state = 'dismissed', settled_at = now() - id * interval '1 minute', snapshot = '{}'`.execute(db)
  await sql`
    insert into moderation_log (case_id, person, action) select id, author, 'hide' from report_cases`.execute(db)
  await sql`
    insert into appeals (decision_id, person, content, state, decided_at) select id, person, '', 'refused', now() from moderation_log`.execute(
    db,
  )
  await sql`analyze`.execute(db)
  const from = { open_count: 3, microseconds: Date.now() * 1_000, id: 1 }
  const asked = {
    queue: selectQueue(db, { limit: 30 }),
    'the queue, further on': selectQueue(db, { limit: 30, from }),
    'my reports': selectOwnReports(db, me, { limit: 30 }),
    'reports of nobody': selectOwnReports(db, nobody, { limit: 30 }),
    log: selectLog(db, { limit: 30 }),
    'the log, further on': selectLog(db, { limit: 30, before: 5_000 }),
    'appeals, of which none is open': selectAppeals(db, { limit: 30 }),
    'what is to be forgotten, where nothing is': selectForgettable(db, 100),
    'whom I have blocked': selectBlocks(db, me, { limit: 30 }),
    'whom I have muted': selectMutes(db, me, { limit: 30 }),
  }
  for (const [name, query] of Object.entries(asked)) {
    const plan = await planOf(db, query)
    t.notMatch(plan, /Seq Scan on (report_cases|reports|moderation_log|appeals|users|blocks|mutes)/, `${name}\n${plan}`)
    t.notMatch(plan, /Hash Join/, `${name}\n${plan}`)
  }
  await sql`update reports set settled_at = now() - interval '366 days' where id % 100 = 0`.execute(db)
  t.equal(await forgetSnapshots(db, 10), 10)
  t.equal(await forgetSnapshots(db, 100), 10)
  const first = await listQueue(db, { limit: 3 })
  const second = await listQueue(db, { limit: 3, from: first.next })
  const order = [...first.cases, ...second.cases].map(row => row.open_count)
  t.strictSame(
    order,
    [...order].sort((a, b) => b - a),
  )
  t.equal(new Set([...first.cases, ...second.cases].map(({ uuid }) => uuid)).size, 6)
})
