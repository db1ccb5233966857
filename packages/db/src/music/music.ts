import { nameKey } from '@mudig/shared/music/normalise'
import { type SelectQueryBuilder, sql } from 'kysely'
import type { DB, Db, Trx } from '../core/client.js'
import { holdersOf } from './holders.js'
import { nextCheck } from './videos.js'

export type MusicState = 'pending' | 'deferred' | 'matched' | 'missing' | 'failed'

/** The embed address that front ends show, over an alias `m` of music. */
export const informationOfM = sql<string | null>`'https://www.youtube.com/embed/' || m.video_id`

/** A song in the wire's shape, over an alias `m` of music. */
export const musicColumns = <O>(query: SelectQueryBuilder<DB & { m: DB['music'] }, 'm', O>) =>
  query.select(['m.id', informationOfM.as('information'), 'm.singer', 'm.song', 'm.thumbnail', 'm.created_at'])

/**
 * Finds or writes the song and locks its row until the transaction ends, so that whoever settles it meanwhile either
 * comes first, and is seen here, or comes later and sees what this transaction wrote. A song whose search failed before
 * is pending again.
 */
export const claimSong = async (
  trx: Trx,
  name: { singer: string; song: string },
): Promise<{ id: number; state: MusicState }> => {
  const { rows } = await sql<{ id: number; state: MusicState }>`
    insert into music as m (singer, song, singer_key, song_key)
    values (${name.singer}, ${name.song}, ${nameKey(name.singer)}, ${nameKey(name.song)})
    on conflict (singer_key, song_key) do update set state = case m.state when 'failed' then 'pending' else m.state end
    returning m.id, m.state`.execute(trx)
  return rows[0]!
}

/** One whose search failed may be looked for again: its dead job was replayed, or somebody named the song once more. */
const unsettled = ['pending', 'deferred', 'failed'] as const

/**
 * The song if it still has to be looked for; undefined when it is settled. Locked, it is as whoever writes it leaves
 * it.
 */
export const findUnmatched = async (db: Db, id: number, { lock = false } = {}) => {
  const song = await db
    .selectFrom('music')
    .select(['id', 'singer', 'song', 'state', 'lost_video_id', 'healing'])
    .where('id', '=', id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  // Not a condition of the statement: a row that does not fulfil one is not waited for.
  return song && unsettled.some(state => state === song.state) ? song : undefined
}

export type Settlement =
  /** `isChecked` false: nobody has asked yet whether the video plays, so the next check of videos does. */
  | { state: 'matched'; video_id: string; thumbnail: string | null; isChecked?: boolean }
  | { state: 'missing' | 'failed' | 'deferred' }

/**
 * Writes what became of the search, unless the song is settled already. The row stays locked until the transaction
 * ends. A deferred one waits without a job (see music-deferred.ts).
 * @returns the song as an event carries it; undefined when nothing was written
 */
export const settle = (trx: Trx, id: number, settlement: Settlement) =>
  trx
    .updateTable('music as m')
    .set({
      state: settlement.state,
      video_id: settlement.state === 'matched' ? settlement.video_id : null,
      thumbnail: settlement.state === 'matched' ? settlement.thumbnail : null,
      settled_at: sql`now()`,
      video_due_at: settlement.state !== 'matched' ? null : settlement.isChecked === false ? sql`now()` : nextCheck,
      ...(settlement.state === 'deferred' ? { wanted_by: holdersOf('m') } : { healing: false }),
    })
    .where('m.id', '=', id)
    // One that is deferred already is no news to anybody.
    .where('m.state', 'in', settlement.state === 'deferred' ? ['pending', 'failed'] : unsettled)
    .returning(['m.id', informationOfM.as('information'), 'm.singer', 'm.song', 'm.thumbnail', 'm.created_at'])
    .executeTakeFirst()

/** A song as an event carries it. */
export const findSong = (db: Db, id: number) =>
  musicColumns(db.selectFrom('music as m')).where('m.id', '=', id).executeTakeFirst()
