import type { Db } from '@mudig/db/core/client'
import { shownPictures } from '@mudig/db/testing/objects'
import type { Test } from 'tap'

/** Whatever was broken on the way: the playlist is whole, everything happened once, and nothing is left to do. */
export const endedOnce = async (t: Test, db: Db, playlistId: number): Promise<void> => {
  const playlist = await db.selectFrom('playlists').selectAll().where('id', '=', playlistId).executeTakeFirstOrThrow()
  t.equal(playlist.status, 'ready')
  const songs = await db
    .selectFrom('playlist_songs as s')
    .innerJoin('music as m', 'm.id', 's.music_id')
    .select(['s.position', 's.compose_attempt', 'm.state'])
    .where('playlist_id', '=', playlistId)
    .orderBy('position')
    .execute()
  t.equal(songs.length, playlist.song_goal, 'as many songs as were drawn')
  t.same(
    songs.map(song => song.position),
    songs.map((_, index) => index),
    'in order, without holes',
  )
  t.equal(new Set(songs.map(song => song.compose_attempt)).size, 1, 'all of one attempt')
  t.ok(
    songs.every(song => song.state !== 'pending'),
    'all settled',
  )
  const ends = await db
    .selectFrom('playlist_events')
    .select('seq')
    .where('playlist_id', '=', playlistId)
    .where('type', 'in', ['done', 'failed'])
    .execute()
  t.equal(ends.length, 1, 'said once')
  const pictures = await shownPictures(db).select('key').execute()
  const covers = await db.selectFrom('playlists').select('thumbnail').where('status', '=', 'ready').execute()
  t.same(pictures.map(picture => picture.key).sort(), covers.map(({ thumbnail }) => thumbnail).sort(), 'one cover each')
  const unfinished = await db
    .selectFrom('jobs')
    .select(['queue', 'state', 'error_code', 'error_message'])
    .where('state', 'in', ['queued', 'running', 'failed'])
    .where('queue', '<>', 'playlists.draw-cover')
    .execute()
  t.same(unfinished, [], 'nothing is left to do')
}
