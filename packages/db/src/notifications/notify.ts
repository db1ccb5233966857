import type { PayloadOf } from '@mudig/shared/core/define-queue'
import type { NotificationKind } from '@mudig/shared/notifications/kinds'
import type { notify as notifyQueue } from '@mudig/shared/notifications/queues'
import { sql } from 'kysely'
import { noteForAfterCommit } from '../core/after-commit.js'
import type { Trx } from '../core/client.js'
import { topics } from '../core/topics.js'

/*
 * What is told to whom. Who did or undid something adds a job in their transaction, and the job looks at how things
 * stand, under the lock that the act was done under (the playlist, or who is followed): so it sees the act whole or not
 * at all, and whoever acts while it looks finds it ended and adds another. Locks are taken in the order job, playlist,
 * users, boxes (ascending).
 */

export type Act = PayloadOf<typeof notifyQueue>

/** That somebody did something, told to one listener; or that they did not, or not any longer. */
interface Telling {
  recipient: number
  kind: NotificationKind
  /** What acts of the kind are collapsed by. */
  subject: number
  playlist_id: number | null
  /** Null where nobody acted. */
  actor: number | null
  /** Where the act is a comment; the same person may write several. */
  comment_id: number | null
  holds: boolean
}

/** Makes notifications fit how things stand about an act. Repeating it changes nothing. */
export const settleAct = async (trx: Trx, act: Act): Promise<void> => {
  const tellings = await readers[act.act](trx, act as never)
  for (const telling of tellings
    .filter(({ actor, recipient }) => actor !== recipient)
    .sort((a, b) => a.recipient - b.recipient)) {
    if (telling.holds) await tell(trx, telling)
    else await takeBack(trx, telling)
  }
}

type ActOf<Name extends Act['act']> = Extract<Act, { act: Name }>

const readers: { [Name in Act['act']]: (trx: Trx, act: ActOf<Name>) => Promise<Telling[]> } = {
  follow: async (trx, { follower, followee }) => {
    const person = await trx
      .selectFrom('users')
      .select('is_active')
      .where('id', '=', followee)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!person) return []
    // A statement of its own, here and below: one that waited for the lock would see things as they were before the
    // wait.
    const follow = await trx
      .selectFrom('follows as f')
      .innerJoin('users as u', 'u.id', 'f.follower')
      .select('f.id')
      .where('f.follower', '=', follower)
      .where('f.followee', '=', followee)
      .where('u.is_active', '=', true)
      .executeTakeFirst()
    const holds = person.is_active && follow !== undefined
    return [
      {
        recipient: followee,
        kind: 'followed',
        subject: 0,
        playlist_id: null,
        actor: follower,
        comment_id: null,
        holds,
      },
    ]
  },

  like: async (trx, { user_id, playlist_id }) => {
    const playlist = await holdPlaylist(trx, playlist_id)
    if (!playlist) return []
    const like = await trx
      .selectFrom('likes as l')
      .innerJoin('users as u', 'u.id', 'l.user_id')
      .select('l.user_id')
      .where('l.playlist_id', '=', playlist_id)
      .where('l.user_id', '=', user_id)
      .where('u.is_active', '=', true)
      .executeTakeFirst()
    const holds = playlist.is_there && like !== undefined
    return [
      {
        recipient: playlist.writer,
        kind: 'liked',
        subject: playlist_id,
        playlist_id,
        actor: user_id,
        comment_id: null,
        holds,
      },
    ]
  },

  comment: async (trx, { comment_id }) => {
    const comment = await trx.selectFrom('comments').select('playlist').where('id', '=', comment_id).executeTakeFirst()
    const playlist = comment && (await holdPlaylist(trx, comment.playlist))
    if (!playlist) return []
    const found = await trx
      .selectFrom('comments as c')
      .innerJoin('users as u', 'u.id', 'c.writer')
      .leftJoin('comments as parent', 'parent.id', 'c.parent')
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
    const act = { playlist_id: playlist.id, actor, comment_id }
    const isThere = playlist.is_there && found.is_there
    const tellings: Telling[] = []
    if (parent !== null && parent_writer !== null) {
      const mayBeSeen = playlist.is_public || parent_writer === playlist.writer
      const holds = isThere && found.is_parent_there && mayBeSeen
      tellings.push({ ...act, recipient: parent_writer, kind: 'replied', subject: parent, holds })
    }
    // Who wrote both the playlist and the comment is told once, of the reply.
    const isToldAsReply = found.is_parent_there && parent_writer === playlist.writer
    tellings.push({
      ...act,
      recipient: playlist.writer,
      kind: 'commented',
      subject: playlist.id,
      holds: isThere && !isToldAsReply,
    })
    return tellings
  },

  ready: async (trx, { playlist_id }) => {
    const playlist = await holdPlaylist(trx, playlist_id)
    if (!playlist) return []
    return [
      {
        recipient: playlist.writer,
        kind: 'ready',
        subject: playlist_id,
        playlist_id,
        actor: null,
        comment_id: null,
        holds: playlist.is_there,
      },
    ]
  },
}

/**
 * Likes and comments of it, and its removal, wait until the transaction ends. `is_there`: for its writer, who may have
 * left.
 */
const holdPlaylist = async (trx: Trx, id: number) => {
  const playlist = await trx
    .selectFrom('playlists')
    .select(['id', 'writer', 'is_public', sql<boolean>`is_active and status = 'ready'`.as('is_finished')])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!playlist) return undefined
  const writer = await trx
    .selectFrom('users')
    .select('is_active')
    .where('id', '=', playlist.writer)
    .executeTakeFirstOrThrow()
  return { ...playlist, is_there: playlist.is_finished && writer.is_active }
}

/**
 * Locks a listener's box, so that its changes come one after the other. Undefined where there is none and none is
 * wanted.
 */
export const holdBox = async (trx: Trx, user: number, { create = false } = {}) => {
  const hold = () =>
    trx.selectFrom('notification_boxes').selectAll().where('user_id', '=', user).forNoKeyUpdate().executeTakeFirst()
  const box = await hold()
  if (box || !create) return box
  await trx
    .insertInto('notification_boxes')
    .values({ user_id: user })
    .onConflict(conflict => conflict.column('user_id').doNothing())
    .execute()
  return hold()
}

/** Numbers a change of a box that is held, and has it announced. */
export const numberChange = async (trx: Trx, box: { user_id: number; seq: number }): Promise<number> => {
  const seq = box.seq + 1
  await trx.updateTable('notification_boxes').set({ seq }).where('user_id', '=', box.user_id).execute()
  noteForAfterCommit(trx, notes => notes.news.set(topics.notifications(box.user_id), seq))
  return seq
}

/** How many comments of one person a notification remembers; of an older one that is deleted it notices nothing. */
const commentsKept = 100

const tell = async (trx: Trx, { recipient, kind, subject, playlist_id, actor, comment_id }: Telling): Promise<void> => {
  const box = await holdBox(trx, recipient, { create: true })
  if (!box?.[kind]) return
  const told = await trx
    .selectFrom('notifications as n')
    .leftJoin('notification_actors as a', join =>
      join.onRef('a.notification_id', '=', 'n.id').on('a.actor', '=', actor),
    )
    .select([
      'n.id',
      'n.read_at',
      'a.is_shown',
      sql<boolean>`coalesce(${comment_id}::int8 = any(a.comment_ids), false)`.as('has_comment'),
    ])
    .where('n.recipient', '=', recipient)
    .where('n.kind', '=', kind)
    .where('n.subject', '=', subject)
    .where(eb => (actor === null ? eb.lit(true) : eb('a.actor', 'is not', null)))
    .orderBy('n.id')
    .execute()
  if (comment_id !== null) {
    if (told.some(one => one.has_comment)) return
  } else if (told.length > 0) {
    // Told before: whoever takes a like back and gives it again shows up where they stood, which is no news.
    const hidden = told.find(one => one.is_shown === false)
    if (hidden && actor !== null) {
      await show(trx, hidden.id, actor)
      await numberChange(trx, box)
    }
    return
  }

  const seq = await numberChange(trx, box)
  // Old ones are removed without the box's lock: one that goes at this moment is waited for and not found.
  const unread = await trx
    .selectFrom('notifications')
    .select('id')
    .where('recipient', '=', recipient)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('read_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const { id } =
    unread ??
    (await trx
      .insertInto('notifications')
      .values({ recipient, kind, subject, playlist_id, seq })
      .returning('id')
      .executeTakeFirstOrThrow())
  const isNamed = told.some(one => one.id === id && one.is_shown === true)
  if (actor !== null) {
    await trx
      .insertInto('notification_actors')
      .values({ notification_id: id, actor, acted_seq: seq, comment_ids: comment_id === null ? [] : [comment_id] })
      .onConflict(conflict =>
        conflict.columns(['notification_id', 'actor']).doUpdateSet({
          acted_seq: seq,
          is_shown: true,
          comment_ids: sql`(notification_actors.comment_ids || excluded.comment_ids)[greatest(1, cardinality(notification_actors.comment_ids) + 2 - ${commentsKept}::integer):]`,
        }),
      )
      .execute()
  }
  await trx
    .updateTable('notifications')
    .set({
      seq,
      updated_at: sql`now()`,
      ...(actor !== null && !isNamed && { actor_count: sql<number>`actor_count + 1` }),
    })
    .where('id', '=', id)
    .execute()
}

const show = async (trx: Trx, notificationId: number, actor: number): Promise<void> => {
  await sql`
    with shown as (
      update notification_actors set is_shown = true
      where notification_id = ${notificationId} and actor = ${actor} and not is_shown returning notification_id
    )
    update notifications set actor_count = actor_count + 1 from shown where id = shown.notification_id`.execute(trx)
}

/** Whoever did nothing (any more) is named no longer, in what was read and in what was not. */
const takeBack = async (trx: Trx, { recipient, kind, subject, actor, comment_id }: Telling): Promise<void> => {
  if (actor === null) return
  const box = await holdBox(trx, recipient)
  if (!box) return
  // Notifications before those whom they name, the order of whoever removes old ones.
  await trx
    .selectFrom('notifications')
    .select('id')
    .where('recipient', '=', recipient)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .orderBy('id')
    .forUpdate()
    .execute()
  const { rows } = await sql`
    with touched as (
      update notification_actors a
      set comment_ids = array_remove(a.comment_ids, ${comment_id}::int8),
        is_shown = cardinality(array_remove(a.comment_ids, ${comment_id}::int8)) > 0
      from notifications n
      where n.recipient = ${recipient} and n.kind = ${kind} and n.subject = ${subject}
        and a.notification_id = n.id and a.actor = ${actor} and a.is_shown
        and (${comment_id}::int8 is null or ${comment_id}::int8 = any(a.comment_ids))
      returning a.notification_id, a.is_shown
    ), counted as (
      update notifications n set actor_count = n.actor_count - 1 from touched where n.id = touched.notification_id and not touched.is_shown
    )
    select from touched`.execute(trx)
  if (rows.length > 0) await numberChange(trx, box)
}

/**
 * Removes what somebody was told, and them from what others were told. Withdrawn people are named nowhere before that
 * already.
 */
export const forgetPerson = async (trx: Trx, id: number): Promise<void> => {
  await sql`
    select user_id from notification_boxes
    where user_id = ${id} or user_id in (
      select n.recipient from notification_actors a join notifications n on n.id = a.notification_id where a.actor = ${id}
    )
    order by user_id for update`.execute(trx)
  await trx.deleteFrom('notification_boxes').where('user_id', '=', id).execute()
  await sql`
    with gone as (
      delete from notification_actors where actor = ${id} returning notification_id, is_shown
    )
    update notifications n set actor_count = n.actor_count - 1 from gone where n.id = gone.notification_id and gone.is_shown`.execute(
    trx,
  )
}
