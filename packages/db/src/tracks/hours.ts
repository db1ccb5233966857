import { PermanentError } from '@mudig/shared/core/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'

/** Of the locks of this kind; the other number is the account's. */
const lockOfHours = 5_001

/**
 * Refuses a file with which somebody would have uploaded more sound within a day than they may. Two at once are counted
 * one after the other. A file that was refused is not counted; of one that is not decoded yet, what it says of itself.
 *
 * @throws PermanentError `too_many_hours`
 */
export const countHours = async (trx: Trx, owner: number, durationMs: number, hoursPerDay: number): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${lockOfHours}::integer, hashint8(${owner}))`.execute(trx)
  const { rows } = await sql<{ ms: number }>`
    select coalesce(sum(coalesce(v.duration_ms, round((v.probed->'duration'->>'ms')::numeric), 0)), 0)::bigint as ms
    from tracks t join track_versions v on v.track_id = t.id
    where t.owner = ${owner} and v.probed is not null and v.created_at > now() - interval '1 day'`.execute(trx)
  if (rows[0]!.ms + durationMs > hoursPerDay * 3_600_000)
    throw new PermanentError('too_many_hours', `more than ${hoursPerDay} hours of sound within a day`)
}
