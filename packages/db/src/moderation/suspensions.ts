import { stopDigs } from '@mudig/shared/accounts/queues'
import { sql } from 'kysely'
import { revokeAll } from '../accounts/sessions.js'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { addJob } from '../ledger/add.js'
import { log } from './log.js'

/**
 * Takes somebody and everything of theirs out of all that others see, ends their sessions and has what is being made for
 * them cancelled. What holds already for longer stays. Nothing of it is written down elsewhere: `lift` brings all back.
 *
 * @param until null for good: then they are not let in again either
 * @returns the sessions that ended; tell `app.revocations` too
 */
export const suspend = async (
  trx: Trx,
  person: number,
  until: Date | null,
  request_id?: string | undefined,
): Promise<string[]> => {
  // Conflicts with the share of the row that each new session takes: one that is opened at this moment is ended here, or
  // finds the suspension.
  await trx.selectFrom('users').select('id').where('id', '=', person).forUpdate().execute()
  await trx
    .updateTable('users')
    .set({
      suspended_at: sql`coalesce(suspended_at, now())`,
      suspended_until: sql`case when suspended_at is null then ${until}::timestamptz
        else nullif(greatest(coalesce(suspended_until, 'infinity'), coalesce(${until}::timestamptz, 'infinity')), 'infinity') end`,
    })
    .where('id', '=', person)
    .execute()
  await addJob(trx, stopDigs, { v: 1, user_id: person }, { subject: `user/${person}`, request_id })
  return revokeAll(trx, person, 'staff')
}

/**
 * Lifts a suspension, as far as none of the person's cases holds it: what does, and for how long, is worked out here
 * alone. Nothing happens where there is no suspension.
 * @returns whether they are free
 */
export const lift = async (trx: Trx, person: number): Promise<boolean> => {
  const { rows } = await sql<{ is_free: boolean }>`
    with held as (
      select case when c.measure = 'ban' then 'infinity' else (
        select l.until from moderation_log l where l.case_id = c.id and l.action = 'suspend' order by l.id desc limit 1) end as until
      from report_cases c where c.author = ${person} and c.measure in ('suspend', 'ban')
    ), longest as (select max(until) as until from held where until > now())
    update users set suspended_at = case when longest.until is not null then suspended_at end,
      suspended_until = nullif(longest.until, 'infinity')
    from longest where users.id = ${person} and suspended_at is not null
    returning suspended_at is null as is_free`.execute(trx)
  const isFree = rows[0]?.is_free ?? false
  // Also of those that ended while something else held longer.
  if (isFree)
    await trx
      .updateTable('report_cases')
      .set({ measure: null })
      .where('author', '=', person)
      .where('measure', '=', 'suspend')
      .execute()
  return isFree
}

/**
 * Lifts a suspension before its end, whatever case it is from; not one for good, which is a decision of its own.
 * @returns whether there was one
 */
export const unsuspend = async (trx: Trx, person: number): Promise<boolean> => {
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', person)
    .where('suspended_until', 'is not', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!user) return false
  await trx
    .updateTable('report_cases')
    .set({ measure: null })
    .where('author', '=', person)
    .where('measure', '=', 'suspend')
    .execute()
  if (await lift(trx, person)) await log(trx, { case_id: null, person, staff_id: null, action: 'lift' })
  return true
}

/** Schedule: lifts what has come to its end. */
export const liftDue = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const due = await trx
      .selectFrom('users')
      .select('id')
      .where('suspended_until', '<=', sql<Date>`now()`)
      .orderBy('suspended_until')
      .limit(Math.min(limit, 100))
      .forNoKeyUpdate()
      .skipLocked()
      .execute()
    for (const { id } of due) {
      if (await lift(trx, id)) await log(trx, { case_id: null, person: id, staff_id: null, action: 'lift', reason: '' })
    }
    return due.length
  })

const suspended = prepare(db =>
  db.selectFrom('users').select('id').where('suspended_until', 'is not', null).where('is_active', '=', true),
)

/** Who may read and not write: those who are suspended for some time. Who is suspended for good is not let in. */
export const listSuspended = async (db: Db): Promise<number[]> => (await suspended(db, {})).map(({ id }) => id)

/** Asks Postgres itself; for when what is known of them is too old. */
export const isSuspended = async (db: Db, person: number): Promise<boolean> => {
  const found = await db
    .selectFrom('users')
    .select('id')
    .where('id', '=', person)
    .where('suspended_at', 'is not', null)
    .executeTakeFirst()
  return found !== undefined
}
