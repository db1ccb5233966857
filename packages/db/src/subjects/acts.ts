import { sql } from 'kysely'
import type { Acts } from '../core/domain.js'
import type { NoticeChange } from '../notifications/notify.js'
import { holdWithOwner } from './hold-with-owner.js'
import { canSee } from './visible.js'

/** `playlist_id` is any subject's: it was named when playlists were all there was. */
export const acts = {
  like: async (trx, { user_id, playlist_id }, noticesOf) => {
    const held = await holdWithOwner(trx, playlist_id)
    const kinds = held && noticesOf(held.kind)
    if (!kinds) return []
    const like = await trx
      .selectFrom('subject_likes as l')
      .innerJoin('users as u', 'u.id', 'l.user_id')
      .select('l.user_id')
      .where('l.subject_id', '=', playlist_id)
      .where('l.user_id', '=', user_id)
      .where('u.is_active', '=', true)
      .executeTakeFirst()
    const holds = held.is_there && like !== undefined
    return [
      {
        recipient: held.owner,
        kind: kinds.liked,
        subject: held.id,
        subject_id: held.id,
        actor: user_id,
        comment_id: null,
        holds,
      },
    ]
  },

  comment: async (trx, { comment_id }, noticesOf) => {
    const comment = await trx
      .selectFrom('subject_comments')
      .select('subject_id')
      .where('id', '=', comment_id)
      .executeTakeFirst()
    const held = comment && (await holdWithOwner(trx, comment.subject_id))
    const kinds = held && noticesOf(held.kind)
    if (!kinds) return []
    const found = await trx
      .selectFrom('subject_comments as c')
      .innerJoin('users as u', 'u.id', 'c.writer')
      .leftJoin('subject_comments as parent', 'parent.id', 'c.parent')
      .leftJoin('users as asked', 'asked.id', 'parent.writer')
      .select([
        'c.writer as actor',
        sql<boolean>`c.is_active and u.is_active`.as('is_there'),
        'c.parent',
        'parent.writer as parent_writer',
        sql<boolean>`coalesce(parent.is_active and asked.is_active, false)`.as('is_parent_there'),
      ])
      .where('c.id', '=', comment_id)
      .executeTakeFirst()
    if (!found) return []
    const { actor, parent, parent_writer } = found
    const act = { subject_id: held.id, actor, comment_id }
    const isThere = held.is_there && found.is_there
    const changes: NoticeChange[] = []
    if (parent !== null && parent_writer !== null) {
      const holds = isThere && found.is_parent_there && (await canSee(trx, held.id, parent_writer))
      changes.push({ ...act, recipient: parent_writer, kind: kinds.replied, subject: parent, holds })
    }
    // Who wrote both the subject and the comment is told once, of the reply.
    const isToldAsReply = found.is_parent_there && parent_writer === held.owner
    changes.push({
      ...act,
      recipient: held.owner,
      kind: kinds.commented,
      subject: held.id,
      holds: isThere && !isToldAsReply,
    })
    return changes
  },
} satisfies Acts
