import type { Db } from '@mudig/db/core/client'
import { aPlaylist } from '@mudig/db/testing/playlists'

let count = 0

/** Songs of the catalogue; one without a video where there is none in its `video_id`. */
export const someSongs = async (
  db: Db,
  songs: readonly { singer?: string; song?: string; video_id?: string | null }[],
): Promise<number[]> => {
  const rows = await db
    .insertInto('music')
    .values(
      songs.map(({ singer = 'Singer', song, video_id = 'abcdefghijk' }) => {
        count += 1
        return {
          singer,
          song: song ?? `Song ${count}`,
          singer_key: 'for tests',
          song_key: `${count}`,
          video_id,
          state: video_id === null ? 'deferred' : 'matched',
        }
      }),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** A finished public playlist of these songs in this order, unless told otherwise. */
export const aPlaylistOf = async (
  db: Db,
  writer: number,
  songs: readonly number[],
  fields: Parameters<typeof aPlaylist>[2] = {},
) => {
  const id = await aPlaylist(db, writer, { song_count: songs.length, ...fields })
  if (songs.length > 0)
    await db
      .insertInto('playlist_songs')
      .values(songs.map((music_id, position) => ({ playlist_id: id, music_id, position })))
      .execute()
  return id
}
