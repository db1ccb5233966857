import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { setState } from '../subjects/subjects.js'
import * as events from './events.js'
import { endSteps, lockSteps } from './steps.js'

export const inFlight = ['queued', 'composing', 'matching'] as const

/** Ends a dig that cannot succeed. What it wrote stays for its writer to see, in no list. */
export const failDig = (trx: Trx, id: number, code: string) => endUnfinished(trx, id, 'failed', code)

/**
 * Ends an unfinished dig with its jobs. One that has ended is left as it is, whatever still runs for it.
 * @returns whether it was unfinished
 */
export const cancelDigWithSteps = async (trx: Trx, id: number): Promise<boolean> => {
  await lockSteps(trx, id)
  if (!(await cancelDig(trx, id))) return false
  await endSteps(trx, id)
  return true
}

/**
 * Ends a dig on request; its songs are detached, so that a shared search finds nobody waiting here.
 * @returns whether it was unfinished
 */
export const cancelDig = async (trx: Trx, id: number): Promise<boolean> => {
  if (!(await endUnfinished(trx, id, 'cancelled', 'cancelled'))) return false
  await trx.deleteFrom('playlist_songs').where('playlist_id', '=', id).execute()
  await trx.updateTable('playlists').set({ song_count: 0 }).where('id', '=', id).execute()
  return true
}

const endUnfinished = async (trx: Trx, id: number, status: 'failed' | 'cancelled', code: string): Promise<boolean> => {
  const ended = await trx
    .updateTable('playlists')
    .set({ status, error_code: code, finished_at: sql`now()` })
    .where('id', '=', id)
    .where('status', 'in', inFlight)
    .returning('id')
    .executeTakeFirst()
  if (!ended) return false
  await setState(trx, [id], 'failed')
  await events.append(trx, [id], 'failed', { stage: status, code })
  return true
}

/** Of these jobs, those that are no steps of a cancelled dig. */
export const withoutCancelledDigs = async (db: Db, jobIds: readonly number[]): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select id from jobs where id = any(${jobIds}::bigint[])
      and not exists (select from playlists p where jobs.subject = 'playlist/' || p.id and p.id = (jobs.payload->>'playlist_id')::bigint and p.status = 'cancelled')`.execute(
    db,
  )
  return rows.map(row => row.id)
}
