import { matchMusic } from '@mudig/shared/music/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJobs } from '../ledger/add.js'
import { holdersOf } from './holders.js'

/*
 * Songs for which the day had no call left. They wait as rows and not as jobs, without holding a playlist, until a
 * schedule finds that the day has calls for some of them.
 */

/**
 * Somebody names a song that waits: it comes before those that nobody has named since they lost their video. Requires
 * its row's lock.
 */
export const wantSong = async (trx: Trx, id: number): Promise<void> => {
  await trx
    .updateTable('music')
    .set({ healing: false, wanted_at: sql`now()`, wanted_by: holdersOf('music') })
    .where('id', '=', id)
    .where('state', '=', 'deferred')
    .execute()
}

/** How many searches are due or run, up to `most`. */
export const activeMatches = async (db: Db, most: number): Promise<number> => {
  const { rows } = await sql<{ active: number }>`
    select count(*)::int as active from (
      (select from jobs where queue = ${matchMusic.name} and state = 'queued' and run_at <= now() order by run_at limit ${most})
      union all
      (select from jobs where queue = ${matchMusic.name} and state = 'running' order by lease_until limit ${most})
    ) as few`.execute(db)
  return rows[0]?.active ?? 0
}

/**
 * Adds searches of the songs that are wanted most: held by most playlists, then named most recently. Those that lost a
 * video and that nobody has named since come last, and only `withHealing`.
 * @returns how many songs were chosen; one whose search is active keeps it
 */
export const queueMostWanted = (db: Db, limit: number, withHealing: boolean): Promise<number> =>
  db.transaction().execute(async trx => {
    const mostWanted = async (healing: boolean, most: number): Promise<number[]> => {
      const rows = await trx
        .selectFrom('music')
        .select('id')
        .where('state', '=', 'deferred')
        .where('healing', '=', healing)
        .orderBy('wanted_by', 'desc')
        .orderBy('wanted_at', order => order.desc().nullsLast())
        .orderBy('id')
        .limit(most)
        // One that is being settled or named at this moment is somebody else's.
        .forNoKeyUpdate()
        .skipLocked()
        .execute()
      return rows.map(row => row.id)
    }
    const wanted = await mostWanted(false, limit)
    const lost = withHealing && wanted.length < limit ? await mostWanted(true, limit - wanted.length) : []
    const chosen = [...wanted, ...lost]
    await addJobs(
      trx,
      matchMusic,
      // Nobody waits for them: what a dig names goes first.
      chosen.map(music_id => ({ payload: { v: 1, music_id }, subject: `music/${music_id}`, background: true })),
    )
    return chosen.length
  })

/**
 * Ends searches that wait for another day, as workers of the previous release leave them: their songs wait by
 * themselves, and all would wake together at midnight. To be removed with the release after the next.
 * @returns how many that were
 */
export const endWaitingMatches = async (db: Db, limit: number): Promise<number> => {
  const { numAffectedRows = 0n } = await sql`
    update jobs set state = 'cancelled', finished_at = now(), error_code = 'deferred', error_message = 'the song waits without a job'
    where id = any(array(
      select id from (
        select id, (payload->>'music_id')::bigint as music_id from jobs
        where queue = ${matchMusic.name} and state = 'queued' and run_at > now() + interval '15 minutes'
        order by run_at limit ${limit} for no key update skip locked
      ) as waiting where exists (select from music m where m.id = waiting.music_id and m.state = 'deferred')
    ))`.execute(db)
  return Number(numAffectedRows)
}
