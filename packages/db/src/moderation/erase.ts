import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

/** Takes back what somebody reported and nobody has decided on from its counts, and removes all of their reports. */
export const eraseReports = async (trx: Trx, id: number): Promise<void> => {
  await sql`
    with gone as (delete from reports where reporter = ${id} returning case_id, state)
    update report_cases c set open_count = greatest(0, c.open_count - (
      select count(*)::int from gone where gone.case_id = c.id and gone.state = 'open'))
    where c.id in (select case_id from gone where state = 'open')`.execute(trx)
}

/** Removes what reports kept of somebody's words: of their own things, and of talks that they were part of. */
export const eraseSnapshots = async (trx: Trx, id: number): Promise<void> => {
  await sql`
    update reports set snapshot = null, shown_people = '{}'
    where case_id in (select c.id from report_cases c where c.author = ${id})`.execute(trx)
  await sql`
    update reports set snapshot = null, shown_people = '{}'
    where shown_people <> '{}' and shown_people @> array[${id}::int8]`.execute(trx)
}

/** Days that a decided report keeps what it was about; an appeal may be written and decided meanwhile. */
const snapshotDays = 365

/** Exported for the test of its plan. */
export const selectForgettable = (db: Db, limit: number) =>
  db
    .selectFrom('reports')
    .select('id')
    .where('snapshot', 'is not', null)
    .where('settled_at', '<', sql<Date>`now() - ${snapshotDays} * interval '1 day'`)
    .orderBy('settled_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()

/** Schedule: forgets what long decided reports were about. */
export const forgetSnapshots = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    update reports set snapshot = null, shown_people = '{}' where id in (${selectForgettable(db, limit)})
    returning id`.execute(db)
  return rows.length
}
