import type { Decision } from '@mudig/shared/moderation/actions'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { testDatabase } from '../testing/database.js'
import { aPlaylist } from '../testing/playlists.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { appeal, decideAppeal } from './appeals.js'
import { decide } from './decide.js'
import { report } from './reports.js'
import { liftDue } from './suspensions.js'

const hourMs = 3_600_000

const setUp = async (t: Test) => {
  const { db } = await testDatabase(t)
  const [reporter, author] = [await aUser(db), await aUser(db)]
  const { id: staff_id } = await db
    .insertInto('staff')
    .values({ email: 'ops@test.local', name: 'Ops', password_hash: 'nobody signs in by this' })
    .returning('id')
    .executeTakeFirstOrThrow()
  /** @returns its number */
  const aCase = async (target: { type: 'playlist' | 'user'; id: number }) => {
    await inTransaction(db, trx => report(trx, reporter, { target, reason: 'abuse', description: '' }))
    const { uuid } = await db
      .selectFrom('report_cases')
      .select('uuid')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return uuid
  }
  const act = (uuid: string, action: Decision, until?: Date) =>
    inTransaction(db, trx => decide(trx, uuid, { action, reason: '', until }, { staff_id }))
  /** Of the newest decision that has this action, or of the one before. */
  const grant = async (action: string, newest = 0) => {
    const { uuid } = await db
      .selectFrom('moderation_log')
      .select('uuid')
      .where('action', '=', action)
      .orderBy('id', 'desc')
      .offset(newest)
      .limit(1)
      .executeTakeFirstOrThrow()
    await inTransaction(db, async trx => {
      const written = await appeal(trx, uuid, 'not so')
      await decideAppeal(trx, written, { isGranted: true, answer: '' }, { staff_id })
    })
  }
  /** `free`, `banned`, or the end of a suspension. */
  const standing = async (): Promise<'free' | 'banned' | number> => {
    const { suspended_at, suspended_until } = await db
      .selectFrom('users')
      .select(['suspended_at', 'suspended_until'])
      .where('id', '=', author)
      .executeTakeFirstOrThrow()
    if (suspended_at === null) return 'free'
    return suspended_until === null ? 'banned' : suspended_until.getTime()
  }
  const twoCases = async () => [
    await aCase({ type: 'user', id: author }),
    await aCase({ type: 'playlist', id: await aPlaylist(db, author) }),
  ]
  return { db, author, aCase, twoCases, act, grant, standing }
}

t.test('a ban stays, whatever else is decided about somebody and lifted', async t => {
  const { db, twoCases, act, standing } = await setUp(t)
  const [one, other] = (await twoCases()) as [string, string]
  await act(one, 'ban')
  await act(other, 'suspend', new Date(Date.now() + hourMs))
  t.equal(await standing(), 'banned')
  await act(other, 'lift')
  t.equal(await standing(), 'banned')
  // As it was written before a suspension could no longer shorten a ban.
  await db
    .updateTable('users')
    .set({ suspended_until: new Date(0) })
    .where('suspended_at', 'is not', null)
    .execute()
  t.equal(await liftDue(db, 100), 1)
  t.equal(await standing(), 'banned')
  t.equal(await liftDue(db, 100), 0)
  await act(other, 'suspend', new Date(Date.now() + hourMs))
  await sql`alter table moderation_log disable trigger stays`.execute(db)
  await db
    .updateTable('moderation_log')
    .set({ until: new Date(0) })
    .where('action', '=', 'suspend')
    .execute()
  await act(one, 'dismiss')
  t.equal(await standing(), 'free', 'what ended meanwhile holds nobody')
  t.strictSame(await db.selectFrom('report_cases').select('measure').distinct().execute(), [{ measure: null }])
})

t.test('of two bans one is left when an appeal against the other is granted', async t => {
  const { twoCases, act, grant, standing } = await setUp(t)
  const [one, other] = (await twoCases()) as [string, string]
  await act(one, 'ban')
  await act(other, 'ban')
  await grant('ban')
  t.equal(await standing(), 'banned')
  await act(one, 'lift')
  t.equal(await standing(), 'free')
})

t.test('of two suspensions the longer holds, and the other one once it is lifted', async t => {
  const { db, twoCases, act, standing } = await setUp(t)
  const [one, other] = (await twoCases()) as [string, string]
  const [soon, later] = [new Date(Date.now() + hourMs), new Date(Date.now() + 2 * hourMs)]
  await act(one, 'suspend', later)
  await act(other, 'suspend', soon)
  t.equal(await standing(), later.getTime())
  await act(one, 'lift')
  t.equal(await standing(), soon.getTime())
  await act(one, 'suspend', later)
  await act(one, 'suspend', new Date(soon.getTime() + 1_000))
  t.equal(await standing(), soon.getTime() + 1_000, 'the same case may be decided on anew')
  await act(one, 'lift')
  t.equal(await standing(), soon.getTime())
  await act(other, 'ban')
  await act(other, 'lift')
  t.equal(await standing(), 'free')
  t.strictSame(
    await db.selectFrom('report_cases').select('measure').distinct().execute(),
    [{ measure: null }],
    'nothing holds any more',
  )
})

t.test('a granted appeal takes back its own decision and no newer one', async t => {
  const { db, author, aCase, act, grant } = await setUp(t)
  const id = await aPlaylist(db, author)
  const uuid = await aCase({ type: 'playlist', id })
  const isHidden = async () => {
    const { rows } = await sql<{ is_hidden: boolean }>`
      select hidden_at is not null as is_hidden from subjects where id = ${id}`.execute(db)
    return rows[0]!.is_hidden
  }
  await act(uuid, 'hide')
  await act(uuid, 'lift')
  await act(uuid, 'hide')
  await grant('hide', 1)
  t.ok(await isHidden())
  await grant('hide')
  t.notOk(await isHidden())
})
