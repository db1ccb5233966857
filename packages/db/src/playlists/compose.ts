import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import * as music from '../music/music.js'
import { setState } from '../subjects/subjects.js'
import * as events from './events.js'
import { finishIfReady } from './ready.js'

/**
 * What the compose step works from; undefined when there is nothing left to compose. Locked, it is as whoever writes it
 * leaves it.
 */
export const findForCompose = async (db: Db, id: number, { lock = false } = {}) => {
  const playlist = await db
    .selectFrom('playlists')
    .select(['id', 'writer', 'status', 'situations', 'genre', 'year', 'song_goal', 'composed_at'])
    .where('id', '=', id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  // Not a condition of the statement: a row that does not fulfil one is not waited for.
  return playlist && playlist.composed_at === null && playlist.status !== 'cancelled' ? playlist : undefined
}

/** Begins an attempt: takes back whatever an earlier one wrote, and says so to whoever watches. */
export const beginComposing = async (trx: Trx, id: number, attempt: number): Promise<void> => {
  await trx
    .updateTable('playlists')
    .set({
      status: 'composing',
      title: sql`situations`,
      content: '',
      keywords: [],
      image_prompt: null,
      song_count: 0,
      error_code: null,
      finished_at: null,
    })
    .where('id', '=', id)
    .execute()
  await setState(trx, [id], 'draft')
  await trx.deleteFrom('playlist_songs').where('playlist_id', '=', id).execute()
  await events.append(trx, [id], attempt > 1 ? 'reset' : 'progress', { stage: 'compose' })
}

export interface Composition {
  title: string
  content: string
  keywords: string[]
  /** Undefined leaves what `writeImagePrompt` wrote. */
  image_prompt?: string
}

/** Writes what the cover is painted from. Nobody who watches is told: the picture tells it. */
export const writeImagePrompt = async (trx: Trx, id: number, imagePrompt: string): Promise<void> => {
  await trx.updateTable('playlists').set({ image_prompt: imagePrompt }).where('id', '=', id).execute()
}

/** Writes what the playlist says about itself, and tells it. */
export const describePlaylist = async (trx: Trx, id: number, composition: Composition): Promise<void> => {
  await trx.updateTable('playlists').set(composition).where('id', '=', id).execute()
  const { title, content, keywords } = composition
  await events.append(trx, [id], 'progress', { stage: 'compose', title, content, keywords })
}

/**
 * Adds a song that the composer named, unless the playlist has it. Requires that the caller claimed the song in this
 * transaction.
 * @returns whether it was added
 */
export const addComposedSong = async (
  trx: Trx,
  id: number,
  songId: number,
  position: number,
  attempt: number,
): Promise<boolean> => {
  const { rows: numbered } = await sql<events.Numbered>`
    with added as (
      insert into playlist_songs (playlist_id, music_id, position, compose_attempt) values (${id}, ${songId}, ${position}, ${attempt})
      on conflict (playlist_id, music_id) do nothing returning playlist_id
    )
    update playlists set song_count = song_count + 1, event_seq = event_seq + 1 from added where id = added.playlist_id
    returning id, event_seq`.execute(trx)
  if (numbered.length === 0) return false
  const song = await music.findSong(trx, songId)
  await events.write(trx, numbered, 'song', { stage: 'compose', position, music: song })
  return true
}

/** Ends the compose step; with everything else there already, the playlist is ready at once. */
export const finishComposing = async (trx: Trx, id: number): Promise<void> => {
  await trx
    .updateTable('playlists')
    .set({ status: 'matching', composed_at: sql`now()` })
    .where('id', '=', id)
    .where('status', '=', 'composing')
    .execute()
  await events.append(trx, [id], 'progress', { stage: 'match' })
  await finishIfReady(trx, [id])
}
