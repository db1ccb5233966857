import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { isVisible } from '../subjects/visible.js'
import { ofKind } from './songs.js'

/** A play counts from here on, or from half of what is shorter than twice this. */
const countsAfterMs = 30_000
/** Receipts are kept for so long; the same `play_id` later is another play. */
const keptDays = 30

export interface Play {
  play_id: string
  track_id: number
  /** 0: nobody. */
  viewer: number
  /** 16 bytes that are the same for whoever hears it again. */
  listener: Buffer
  ms_played: number
}

/**
 * Writes a receipt of a play that was long enough, once for each `play_id`, and once for each listener and half hour: a
 * loop cannot inflate. It is counted later.
 * @returns whether this play counts; undefined where there is no such track for the viewer
 */
export const recordPlay = async (db: Db, play: Play): Promise<boolean | undefined> => {
  const { play_id, track_id, viewer, listener, ms_played } = play
  const { rows } = await sql<{ counts: boolean }>`
    with track as (
      select t.id, v.duration_ms from subjects s
      join tracks t on t.id = s.id join track_versions v on v.track_id = t.id and v.version = t.live_version
      where s.id = ${track_id} and ${ofKind} and s.state = 'ready' and ${isVisible(viewer)}
    ), added as (
      insert into plays (play_id, track_id, user_id, listener, slot, ms_played)
      select ${play_id}::uuid, id, nullif(${viewer}::int8, 0), ${listener}::bytea, floor(extract(epoch from now()) / 1800)::integer, ${ms_played}::integer
      from track where ${ms_played}::integer >= least(${countsAfterMs}::integer, duration_ms / 2)
      on conflict do nothing returning play_id
    )
    select exists (select from added) or exists (
      select from plays where play_id = ${play_id}::uuid and track_id = track.id) as counts
    from track`.execute(db)
  return rows[0]?.counts
}

/** The day of a slot, in UTC. */
const dayOf = (slot: string) => sql`(date '1970-01-01' + ${sql.raw(slot)} / 48)`

/**
 * Schedule: adds plays that are not counted yet to the days of their tracks and to the tracks' own counts, each once: it
 * is marked in the transaction that counts it. A listener counts once a day. Tracks are locked in order before anything
 * of theirs, so that one that is being removed is waited for.
 * @returns how many plays that were
 */
export const countPlays = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows: tracks } = await sql<{ id: number }>`
      select id from tracks where id in (
        select track_id from (select track_id from plays where counted_at is null order by played_at limit ${limit}) waiting
      ) order by id for key share skip locked`.execute(trx)
    const ids = tracks.map(({ id }) => id)
    if (ids.length === 0) return 0
    await sql`select from track_counts where track_id = any(${ids}::int8[]) order by track_id for no key update`.execute(
      trx,
    )
    const { rows } = await sql<{ count: number }>`
      with batch as (
        select play_id, track_id, listener, slot from plays
        where counted_at is null and track_id = any(${ids}::int8[]) order by played_at limit ${limit} for update skip locked
      ), counted as (
        update plays set counted_at = now() from batch where plays.play_id = batch.play_id
      ), heard as (
        select track_id, ${dayOf('slot')} as day, not exists (
          select from plays before where before.track_id = batch.track_id and before.listener = batch.listener
            and before.slot between batch.slot / 48 * 48 and batch.slot / 48 * 48 + 47
            and (before.counted_at is not null or (before.slot < batch.slot and before.play_id in (select play_id from batch)))
        ) as is_first
        from batch
      ), days as (
        insert into track_days (track_id, day, plays, listeners)
        select track_id, day, count(*)::integer, count(*) filter (where is_first)::integer from heard group by 1, 2 order by 1, 2
        on conflict (track_id, day) do update
        set plays = track_days.plays + excluded.plays, listeners = track_days.listeners + excluded.listeners
      ), totals as (
        update track_counts set play_count = play_count + heard_now.plays
        from (select track_id, count(*) as plays from batch group by 1) heard_now
        where track_counts.track_id = heard_now.track_id
      )
      select count(*) from batch`.execute(trx)
    return rows[0]!.count
  })

/** Schedule: removes receipts of plays that were counted and are older than a month. @returns how many went */
export const removeOldPlays = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from plays where play_id in (
      select play_id from plays
      where played_at < now() - ${keptDays} * interval '1 day' and counted_at is not null order by played_at limit ${limit}
    ) returning play_id`.execute(db)
  return rows.length
}
