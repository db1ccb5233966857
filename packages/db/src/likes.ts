import { ApiError } from '@mudig/shared/errors'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { sql } from 'kysely'
import type { Trx } from './client.js'
import { holdVisible } from './visible.js'

export interface Like {
  /** Whether it is liked now. */
  like_playlist: boolean
  like_count: number
  /** Of the playlist. */
  writer: number
}

/** Likes a playlist, or likes it no longer. @throws ApiError playlistNotFound, tokenInvalid where the user has left */
export const toggleLike = async (trx: Trx, playlistId: number, userId: number): Promise<Like> => {
  const playlist = await holdVisible(trx, playlistId, userId)
  if (!playlist) throw new ApiError(playlistErrors.playlistNotFound)
  const { rows } = await sql<{ like_playlist: boolean; like_count: number }>`
    with gone as (
      delete from likes where playlist_id = ${playlistId} and user_id = ${userId} returning playlist_id
    ), added as (
      insert into likes (playlist_id, user_id) select ${playlistId}, ${userId} where not exists (select from gone) returning playlist_id
    )
    update playlists
    set like_count = greatest(0, like_count + (select count(*)::integer from added) - (select count(*)::integer from gone))
    where id = ${playlistId}
    returning like_count, exists (select from added) as like_playlist`.execute(trx)
  return { ...rows[0]!, writer: playlist.writer }
}
