import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { tellMany } from '../notifications/tell-many.js'
import { isPublic } from '../subjects/visible.js'

/**
 * Followers of a post's owner behind `after` in the order in which they came, for one step of an announcement, and those
 * of them who want to be told of each new post.
 */
export const followersAfter = async (db: Db, postId: number, after: number, limit: number) => {
  const { rows } = await sql<{ id: number; follower: number; is_told: boolean }>`
    select f.id, f.follower, coalesce((
      select 'new_post' = any(b.switched) from notification_boxes b where b.user_id = f.follower), false) as is_told
    from follows f where f.followee = (select s.owner from subjects s where s.id = ${postId}) and f.id > ${after}
    order by f.id limit ${limit}`.execute(db)
  return rows
}

/**
 * Whose post it is, where everybody may see it; undefined where it was hidden or removed meanwhile. Nobody removes it
 * until the transaction ends.
 */
export const holdAnnounced = (trx: Trx, postId: number): Promise<{ owner: number } | undefined> =>
  trx
    .selectFrom('subjects as s')
    .innerJoin('users as u', 'u.id', 's.owner')
    .select('s.owner')
    .where('s.id', '=', postId)
    .where(isPublic)
    .where('u.is_active', '=', true)
    .where('u.suspended_at', 'is', null)
    .forKeyShare('s')
    .executeTakeFirst()

/** Tells them of the post. Those who were told stay told once. */
export const announce = (trx: Trx, postId: number, owner: number, followers: readonly number[]): Promise<void> =>
  tellMany(trx, followers, { kind: 'new_post', subject: postId, subject_id: postId, actor: owner })
