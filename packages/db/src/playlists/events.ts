import { sql } from 'kysely'
import { noteForAfterCommit } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import { topics } from '../core/topics.js'

export type DigEventType = 'progress' | 'song' | 'cover' | 'reset' | 'done' | 'failed'

export interface DigEvent {
  seq: number
  type: DigEventType
  data: unknown
}

/**
 * Share of a dig that is done, 0 to 100, over an alias `p` of playlists: a little for having begun, most for songs that
 * are named and settled, the rest for the cover. Only a ready playlist is at 100; one that failed stays where it was.
 */
export const progressOfP = sql<number>`(case
  when p.status = 'queued' then 0
  when p.status = 'ready' then 100
  when p.status in ('failed', 'cancelled') then coalesce((
    select (e.data->>'progress')::integer from playlist_events e where e.playlist_id = p.id order by e.seq desc limit 1
  ), 0)
  else (
  select 5 + (45 * count(*) + 35 * count(*) filter (where m.state <> 'pending')) / greatest(p.song_goal, count(*))
    + case when p.cover = 'none' then 0 else 14 end
  from playlist_songs s join music m on m.id = s.music_id where s.playlist_id = p.id
) end)::integer`

/**
 * Adds an event to each of the playlists, whose rows the transaction has locked already unless there is one only.
 * Numbers are given under the row lock, so they become visible in order. Every event carries `progress` and `status`
 * beside its own data.
 */
export const append = async (
  trx: Trx,
  playlistIds: readonly number[],
  type: DigEventType,
  data: Record<string, unknown> | ((playlistId: number) => Record<string, unknown>) = {},
): Promise<void> => {
  if (playlistIds.length === 0) return
  const numbered = await trx
    .updateTable('playlists')
    .set({ event_seq: sql`event_seq + 1` })
    .where('id', 'in', playlistIds)
    .returning(['id', 'event_seq'])
    .execute()
  await write(trx, numbered, type, data)
}

/**
 * A playlist and the number of its next event, which the transaction gave under the row's lock, in a statement before.
 */
export interface Numbered {
  id: number
  event_seq: number
}

/** As `append`, where the caller has raised `event_seq` together with something else of the row. */
export const write = async (
  trx: Trx,
  numbered: readonly Numbered[],
  type: DigEventType,
  data: Record<string, unknown> | ((playlistId: number) => Record<string, unknown>) = {},
): Promise<void> => {
  if (numbered.length === 0) return
  const details = numbered.map(({ id }) => JSON.stringify(typeof data === 'function' ? data(id) : data))
  // A statement of its own: one that waited for the lock would count songs as they were before the wait, and progress
  // would go back.
  await sql`
    insert into playlist_events (playlist_id, seq, type, data)
    select p.id, p.event_seq, ${type}, jsonb_build_object('status', p.status, 'progress', ${progressOfP}) || details.data
    from unnest(${numbered.map(row => row.id)}::bigint[], ${details}::jsonb[]) as details (id, data) join playlists p using (id)`.execute(
    trx,
  )
  noteForAfterCommit(trx, notes => {
    for (const row of numbered) notes.changes.set(topics.playlist(row.id), row.event_seq)
  })
}

/** What happened after number `after`, in order. */
export const listAfter = (db: Db, playlistId: number, after: number, limit: number): Promise<DigEvent[]> =>
  db
    .selectFrom('playlist_events')
    .select(['seq', 'type', 'data'])
    .where('playlist_id', '=', playlistId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .$castTo<DigEvent>()
    .execute()

/**
 * Removes the events of digs that finished `days` ago: by then the playlist itself tells everything.
 * @returns how many went
 */
export const removeOld = async (db: Db, days: number, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from playlist_events where (playlist_id, seq) in (
      select playlist_id, seq from playlist_events where created_at < now() - ${days} * interval '1 day' order by created_at limit ${limit}
    ) returning seq`.execute(db)
  return rows.length
}
