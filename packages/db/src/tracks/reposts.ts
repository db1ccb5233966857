import { ApiError } from '@mudig/shared/core/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { holdVisible } from '../subjects/visible.js'
import { trackSubject } from './subject.js'

export interface Repost {
  is_reposted: boolean
  repost_count: number
  has_changed: boolean
  /** Of the track. */
  owner: number
}

/**
 * Reposts a track, or takes that back.
 * @param wanted left out, it turns around whatever there is
 * @throws ApiError trackNotFound, tokenInvalid where the user has left
 */
export const setRepost = async (trx: Trx, trackId: number, userId: number, wanted?: boolean): Promise<Repost> => {
  const track = await holdVisible(trx, trackSubject, trackId, userId)
  if (!track) throw new ApiError(trackSubject.notFound)
  const { rows } = await sql<Omit<Repost, 'owner'>>`
    with reposted as (
      select from reposts where user_id = ${userId} and track_id = ${trackId}
    ), wanted as (
      select coalesce(${wanted ?? null}::boolean, not exists (select from reposted)) as is_reposted
    ), gone as (
      delete from reposts using wanted where user_id = ${userId} and track_id = ${trackId} and not is_reposted returning track_id
    ), added as (
      insert into reposts (user_id, track_id)
      select ${userId}, ${trackId} from wanted where is_reposted and not exists (select from reposted)
      returning track_id
    )
    update track_counts
    set repost_count = greatest(0, repost_count + (select count(*)::integer from added) - (select count(*)::integer from gone))
    where track_id = ${trackId}
    returning repost_count, (select is_reposted from wanted) as is_reposted,
      exists (select from added) or exists (select from gone) as has_changed`.execute(trx)
  return { ...rows[0]!, owner: track.owner }
}
