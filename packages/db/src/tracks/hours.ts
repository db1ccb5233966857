import { PermanentError } from '@mudig/shared/core/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import type { TrackVersion } from './create.js'

/** Of the locks of this kind; the other number is the account's. */
const lockOfHours = 5_001

/**
 * Refuses a file with which somebody would have uploaded more sound within a day than they may, and counts it otherwise.
 * Two at once are counted one after the other. A file that was refused is not counted; one that is deleted stays so.
 *
 * @param durationMs what the file says of itself, and the most that there may be where it says nothing: what it really
 * is replaces that, see `correctHours`
 * @throws PermanentError `too_many_hours`
 */
export const countHours = async (
  trx: Trx,
  owner: number,
  { track_id, version }: TrackVersion,
  durationMs: number,
  hoursPerDay: number,
): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${lockOfHours}::integer, hashint8(${owner}))`.execute(trx)
  const { rows } = await sql<{ ms: number }>`
    select coalesce(sum(ms), 0)::bigint as ms from track_hours
    where owner = ${owner} and counted_at > now() - interval '1 day'`.execute(trx)
  if (rows[0]!.ms + durationMs > hoursPerDay * 3_600_000)
    throw new PermanentError('too_many_hours', `more than ${hoursPerDay} hours of sound within a day`)
  await trx
    .insertInto('track_hours')
    .values({ track_id, version, owner, ms: durationMs })
    .onConflict(conflict => conflict.columns(['track_id', 'version']).doUpdateSet({ ms: durationMs }))
    .execute()
}

/** Once a file was decoded. What is more than it had said is missing from what its owner may upload next. */
export const correctHours = async (trx: Trx, { track_id, version }: TrackVersion, ms: number): Promise<void> => {
  await trx
    .updateTable('track_hours')
    .set({ ms })
    .where('track_id', '=', track_id)
    .where('version', '=', version)
    .execute()
}

/** Schedule: removes what no day counts any more. @returns how many rows went */
export const removeOldHours = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from track_hours where (track_id, version) in (
      select track_id, version from track_hours where counted_at < now() - interval '1 day' order by counted_at limit ${limit}
    ) returning version`.execute(db)
  return rows.length
}
