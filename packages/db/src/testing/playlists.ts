import type { Insertable } from 'kysely'
import type { DB, Db } from '../core/client.js'

/** A finished public playlist without songs, unless told otherwise. */
export const aPlaylist = async (
  db: Db,
  writer: number,
  fields: Partial<Insertable<DB['playlists']>> = {},
): Promise<number> => {
  const row = await db
    .insertInto('playlists')
    .values({
      writer,
      situations: '비 오는 밤',
      genre: 'K-POP',
      year: '2010년대',
      title: '비 오는 밤',
      song_goal: 7,
      status: 'ready',
      ...fields,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export const aLike = async (db: Db, user_id: number, playlist_id: number, created_at = new Date()): Promise<void> => {
  await db.insertInto('likes').values({ user_id, playlist_id, created_at }).execute()
}
