import { stopDigs } from '@mudig/shared/accounts/queues'
import { sql } from 'kysely'
import { revokeAll } from '../accounts/sessions.js'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { addJob } from '../ledger/add.js'
import { log } from './log.js'

/**
 * Takes somebody and everything of theirs out of all that others see, ends their sessions and has what is being made for
 * them cancelled. Nothing of it is written down elsewhere: `lift` brings all back.
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
    .set({ suspended_at: sql`coalesce(suspended_at, now())`, suspended_until: until })
    .where('id', '=', person)
    .execute()
  await addJob(trx, stopDigs, { v: 1, user_id: person }, { subject: `user/${person}`, request_id })
  return revokeAll(trx, person, 'staff')
}

/**
 * Until when other cases than this one keep somebody suspended, null for good; undefined where none does. Requires the
 * lock of the person.
 */
export const suspendedByOthers = async (trx: Trx, person: number, caseId: number): Promise<Date | null | undefined> => {
  const { rows } = await sql<{ is_for_good: boolean; until: Date | null }>`
    select c.measure = 'ban' as is_for_good, (
      select l.until from moderation_log l where l.case_id = c.id and l.action = 'suspend' order by l.id desc limit 1
    ) as until
    from report_cases c
    where c.author = ${person} and c.id <> ${caseId} and c.measure in ('suspend', 'ban')
    order by is_for_good desc, until desc nulls last limit 1`.execute(trx)
  const [longest] = rows
  return longest && (longest.is_for_good ? null : longest.until)
}

/** The later of two ends, of which null is none. */
export const laterEnd = (one: Date | null, other: Date | null | undefined): Date | null => {
  if (other === undefined) return one
  return one === null || other === null ? null : new Date(Math.max(one.getTime(), other.getTime()))
}

/** Says when a suspension that holds will end. */
export const setEnd = async (trx: Trx, person: number, until: Date | null): Promise<void> => {
  await trx.updateTable('users').set({ suspended_until: until }).where('id', '=', person).execute()
}

/** Nothing happens where there is no suspension. */
export const lift = async (trx: Trx, person: number): Promise<void> => {
  await trx
    .updateTable('users')
    .set({ suspended_at: null, suspended_until: null })
    .where('id', '=', person)
    .where('suspended_at', 'is not', null)
    .execute()
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
      await lift(trx, id)
      await trx
        .updateTable('report_cases')
        .set({ measure: null })
        .where('author', '=', id)
        .where('measure', '=', 'suspend')
        .execute()
      await log(trx, { case_id: null, person: id, staff_id: null, action: 'lift', reason: '' })
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
