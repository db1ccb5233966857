import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import type { Acts, NoticesOf } from '../core/domain.js'
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

  comment_like: async (trx, { user_id, comment_id }, noticesOf) => {
    const found = await findSaid(trx, comment_id, noticesOf)
    if (!found?.kinds.likedComment) return []
    const { held, kinds, writer, is_there } = found
    const like = await trx
      .selectFrom('comment_likes as l')
      .innerJoin('users as u', 'u.id', 'l.user_id')
      .select('l.user_id')
      .where('l.comment_id', '=', comment_id)
      .where('l.user_id', '=', user_id)
      .where('u.is_active', '=', true)
      .executeTakeFirst()
    return [
      {
        recipient: writer,
        kind: kinds.likedComment!,
        subject: comment_id,
        subject_id: held.id,
        actor: user_id,
        comment_id: null,
        holds: held.is_there && is_there && like !== undefined && (await canSee(trx, held.id, writer)),
      },
    ]
  },

  mention: async (trx, { mention_id }, noticesOf) => {
    const named = await trx
      .selectFrom('mentions')
      .select(['subject_id', 'comment_id'])
      .where('id', '=', mention_id)
      .executeTakeFirst()
    const held = named && (await holdWithOwner(trx, named.subject_id))
    const kinds = held && noticesOf(held.kind)
    if (!named || !held || !kinds?.mentioned) return []
    const { comment_id } = named
    const said = comment_id === null ? undefined : await findSaid(trx, comment_id, noticesOf)
    if (comment_id !== null && !said) return []
    const mention = await trx
      .selectFrom('mentions')
      .select(['user_id', 'is_there'])
      .where('id', '=', mention_id)
      .executeTakeFirst()
    if (!mention) return []
    // Who is told of a comment because it is on theirs, or a reply to them, is told once.
    const isToldAlready =
      said !== undefined && (mention.user_id === held.owner || mention.user_id === said.parent_writer)
    const isThere = held.is_there && mention.is_there && (said?.is_there ?? true) && !isToldAlready
    return [
      {
        recipient: mention.user_id,
        kind: kinds.mentioned,
        subject: held.id,
        subject_id: held.id,
        actor: said?.writer ?? held.owner,
        comment_id,
        holds: isThere && (await canSee(trx, held.id, mention.user_id)),
      },
    ]
  },
} satisfies Acts

/** A comment under the lock of its subject. `is_there`: it and its writer. */
const findSaid = async (trx: Trx, commentId: number, noticesOf: NoticesOf) => {
  const comment = await trx
    .selectFrom('subject_comments')
    .select('subject_id')
    .where('id', '=', commentId)
    .executeTakeFirst()
  const held = comment && (await holdWithOwner(trx, comment.subject_id))
  const kinds = held && noticesOf(held.kind)
  if (!kinds) return undefined
  const said = await trx
    .selectFrom('subject_comments as c')
    .innerJoin('users as u', 'u.id', 'c.writer')
    .leftJoin('subject_comments as parent', 'parent.id', 'c.parent')
    .select(['c.writer', 'parent.writer as parent_writer', sql<boolean>`c.is_active and u.is_active`.as('is_there')])
    .where('c.id', '=', commentId)
    .executeTakeFirst()
  return said && { held, kinds, ...said }
}
