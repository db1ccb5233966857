import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import * as events from './events.js'
import { finishIfReady } from './ready.js'

/**
 * What the cover steps work from; undefined when the playlist needs no cover (any more). Locked, it is as whoever
 * writes it leaves it.
 */
export const findForCover = async (
  db: Db,
  id: number,
  replaceable: readonly ('none' | 'drawn')[],
  { lock = false } = {},
) => {
  const playlist = await db
    .selectFrom('playlists')
    .select(['id', 'title', 'keywords', 'image_prompt', 'status', 'situations', 'cover'])
    .where('id', '=', id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  // Not a condition of the statement: a row that does not fulfil one is not waited for.
  const isWanted =
    playlist &&
    replaceable.some(cover => cover === playlist.cover) &&
    !['failed', 'cancelled'].includes(playlist.status)
  return isWanted ? playlist : undefined
}

/**
 * Hangs a cover. A painting replaces a drawn one, nothing replaces a painting or a listener's own picture.
 * @returns the key of the cover that was replaced, null when there was none, undefined when the new one is not wanted
 */
export const setCover = async (
  trx: Trx,
  id: number,
  cover: { key: string; by: 'drawn' | 'painted' },
): Promise<string | null | undefined> => {
  const before = await trx
    .selectFrom('playlists')
    .select(['cover', 'thumbnail', 'status'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const wanted =
    before &&
    (before.cover === 'none' || (before.cover === 'drawn' && cover.by === 'painted')) &&
    !['failed', 'cancelled'].includes(before.status)
  if (!wanted) return undefined
  const numbered = await trx
    .updateTable('playlists')
    .set({ cover: cover.by, thumbnail: cover.key, event_seq: sql`event_seq + 1` })
    .where('id', '=', id)
    .returning(['id', 'event_seq'])
    .execute()
  await events.write(trx, numbered, 'cover', { stage: 'cover', thumbnail: cover.key, by: cover.by })
  await finishIfReady(trx, [id])
  return before.cover === 'drawn' ? before.thumbnail : null
}
