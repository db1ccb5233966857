import type { Db, Trx } from '../core/client.js'
import { tellMany } from '../notifications/tell-many.js'
import { isPublic } from '../subjects/visible.js'

/** Followers of a track's owner behind `after` in the order in which they came, for one step of an announcement. */
export const followersAfter = (db: Db, trackId: number, after: number, limit: number) =>
  db
    .selectFrom('follows as f')
    .select(['f.id', 'f.follower'])
    // Looked up first, so that the index is walked in the order of ids.
    .where('f.followee', '=', ({ selectFrom }) =>
      selectFrom('subjects as s').select('s.owner').where('s.id', '=', trackId),
    )
    .where('f.id', '>', after)
    .orderBy('f.id')
    .limit(limit)
    .execute()

/**
 * Whose track it is, where everybody may hear it; undefined where it was hidden or removed meanwhile. Nobody removes it
 * until the transaction ends.
 */
export const holdAnnounced = (trx: Trx, trackId: number): Promise<{ owner: number } | undefined> =>
  trx
    .selectFrom('subjects as s')
    .innerJoin('users as u', 'u.id', 's.owner')
    .select('s.owner')
    .where('s.id', '=', trackId)
    .where(isPublic)
    .where('u.is_active', '=', true)
    .where('u.suspended_at', 'is', null)
    .forKeyShare('s')
    .executeTakeFirst()

/** Tells them of the track. Those who were told stay told once. */
export const announce = (trx: Trx, trackId: number, owner: number, followers: readonly number[]): Promise<void> =>
  tellMany(trx, followers, { kind: 'new_track', subject: trackId, subject_id: trackId, actor: owner })
