import { sql } from 'kysely'
import type { Db } from '../core/client.js'

export interface Takeover {
  /** From the start of the lost attempt to the start of the next one, in seconds, by the ledger's clock. */
  seconds: number
  /** Of these, until it was noticed that the attempt is lost. */
  noticed: number
}

/** What became of lost attempts whose jobs were attempted again. */
export const takeovers = async (db: Db): Promise<Takeover[]> => {
  const { rows } = await sql<Takeover>`
    select extract(epoch from next.started_at - lost.started_at)::float8 as seconds,
      extract(epoch from lost.ended_at - lost.started_at)::float8 as noticed
    from job_attempts lost
    join lateral (
      select started_at from job_attempts where job_id = lost.job_id and attempt > lost.attempt order by attempt limit 1
    ) next on true
    where lost.outcome = 'lost'`.execute(db)
  return rows
}

/** Attempts by how they ended. */
export const attemptOutcomes = async (db: Db): Promise<Record<string, number>> => {
  const { rows } = await sql<{ outcome: string; attempts: number }>`
    select coalesce(outcome, 'open') as outcome, count(*)::int as attempts from job_attempts group by 1 order by 1`.execute(
    db,
  )
  return Object.fromEntries(rows.map(row => [row.outcome, row.attempts]))
}

/** Dead jobs, by why. */
export const deadJobs = async (db: Db) => {
  const { rows } = await sql<{ queue: string; error_code: string; jobs: number }>`
    select queue, error_code, count(*)::int as jobs from jobs where state = 'failed' group by 1, 2 order by 1, 2`.execute(
    db,
  )
  return rows
}

/**
 * What a dig leaves behind when it ended once: ready, said once, every song settled, a cover that is a picture, nothing
 * left to do.
 */
export const unfinishedDigs = async (db: Db) => {
  const { rows } = await sql<{
    id: number
    status: string
    ends: number
    pending: number
    cover: string
    thumbnail: string | null
  }>`
    select p.id, p.status, p.cover,
      (select count(*)::int from playlist_events e where e.playlist_id = p.id and e.type in ('done', 'failed')) as ends,
      (select count(*)::int from playlist_songs s join music m on m.id = s.music_id where s.playlist_id = p.id and m.state = 'pending') as pending,
      (select key from objects where key = p.thumbnail and state = 'used') as thumbnail
    from playlists p`.execute(db)
  return rows.filter(row => row.status !== 'ready' || row.ends !== 1 || row.pending > 0 || row.thumbnail === null)
}

/** Keys that a row knows: of pictures in use, and of those reserved for one that was being stored. */
export const knownKeys = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{
    key: string
  }>`select key from objects where kind = 'picture' and state <> 'gone'`.execute(db)
  return rows.map(row => row.key)
}

/** How many attempts of a queue ended without a completion, and may have paid for a call. */
export const brokenAttempts = async (db: Db, queue: string): Promise<number> => {
  const { rows } = await sql<{ attempts: number }>`
    select count(*)::int as attempts from job_attempts a join jobs j on j.id = a.job_id
    where j.queue = ${queue} and a.outcome is distinct from 'done'`.execute(db)
  return rows[0]!.attempts
}

/** Pictures that no playlist shows. */
export const strayPictures = async (db: Db): Promise<number> => {
  const { rows } = await sql`
      select from objects
      where kind = 'picture' and state = 'used' and not exists (select from playlists where thumbnail = objects.key)`.execute(
    db,
  )
  return rows.length
}

/**
 * Playlists without both of their first jobs, and compose jobs without their playlist: what no transaction may leave
 * behind.
 */
export const writtenByHalves = async (db: Db): Promise<{ id: number }[]> => {
  const { rows } = await sql<{ id: number }>`
    select p.id from playlists p
    where 2 <> (select count(*) from jobs where subject = 'playlist/' || p.id and queue in ('playlists.compose', 'playlists.draw-cover'))
    union all
    select (payload->>'playlist_id')::bigint from jobs
    where queue = 'playlists.compose' and not exists (select from playlists where id = (payload->>'playlist_id')::bigint)`.execute(
    db,
  )
  return rows
}
