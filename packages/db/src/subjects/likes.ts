import { ApiError } from '@mudig/shared/core/errors'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { holdVisible } from './visible.js'

export interface Like {
  /** Whether it is liked now. */
  like_playlist: boolean
  like_count: number
  has_changed: boolean
  /** Of the playlist. */
  writer: number
}

/**
 * Likes a playlist, or likes it no longer.
 * @param wanted left out, it turns around whatever there is
 * @throws ApiError playlistNotFound, tokenInvalid where the user has left
 */
export const setLike = async (trx: Trx, playlistId: number, userId: number, wanted?: boolean): Promise<Like> => {
  const playlist = await holdVisible(trx, playlistId, userId)
  if (!playlist) throw new ApiError(playlistErrors.playlistNotFound)
  const { rows } = await sql<Omit<Like, 'writer'>>`
    with liked as (
      select from likes where playlist_id = ${playlistId} and user_id = ${userId}
    ), wanted as (
      select coalesce(${wanted ?? null}::boolean, not exists (select from liked)) as is_liked
    ), gone as (
      delete from likes using wanted where playlist_id = ${playlistId} and user_id = ${userId} and not is_liked returning playlist_id
    ), added as (
      insert into likes (playlist_id, user_id) select ${playlistId}, ${userId} from wanted where is_liked and not exists (select from liked)
      returning playlist_id
    )
    update playlists
    set like_count = greatest(0, like_count + (select count(*)::integer from added) - (select count(*)::integer from gone))
    where id = ${playlistId}
    returning like_count, (select is_liked from wanted) as like_playlist,
      exists (select from added) or exists (select from gone) as has_changed`.execute(trx)
  return { ...rows[0]!, writer: playlist.writer }
}
