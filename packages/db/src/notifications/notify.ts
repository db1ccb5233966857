import { notices } from '@mudig/shared/notices.gen'
import type { NotificationKind } from '@mudig/shared/notifications/kinds'
import { sql } from 'kysely'
import { noteForAfterCommit } from '../core/after-commit.js'
import type { Trx } from '../core/client.js'
import { topics } from '../core/topics.js'
import { isNotMuted, isPersonShown } from '../subjects/people.js'

/*
 * What is told to whom. Who did or undid something adds a job in their transaction, and the job looks at how things
 * stand, under the lock that the act was done under (the subject, or who is followed): so it sees the act whole or not
 * at all, and whoever acts while it looks finds it ended and adds another. Locks are taken in the order job, subject,
 * users, boxes (ascending).
 */

/** Whether an act, of which one listener is notified, holds: it was done, or not, or was undone. */
export interface NoticeChange {
  recipient: number
  kind: NotificationKind
  /** What acts of the kind are collapsed by. */
  subject: number
  subject_id: number | null
  /** Null where nobody acted. */
  actor: number | null
  /** Where the act is a comment; the same person may write several. */
  comment_id: number | null
  holds: boolean
}

/** Makes notifications fit how things stand about an act. Repeating it changes nothing. */
export const settle = async (trx: Trx, changes: readonly NoticeChange[]): Promise<void> => {
  for (const change of changes
    .filter(({ actor, recipient }) => actor !== recipient)
    .sort((a, b) => a.recipient - b.recipient)) {
    if (change.holds && (await isToBeTold(trx, change))) await addAct(trx, change)
    else await removeAct(trx, change)
  }
}

/** Nobody is told of whom they blocked or muted, who blocked them, or who is suspended. */
const isToBeTold = async (trx: Trx, { actor, recipient }: NoticeChange): Promise<boolean> => {
  if (actor === null) return true
  const { is_told } = await trx
    .selectNoFrom(
      sql<boolean>`${isPersonShown(recipient, sql.val(actor))} and ${isNotMuted(recipient, sql.val(actor))}`.as(
        'is_told',
      ),
    )
    .executeTakeFirstOrThrow()
  return is_told
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
  noteForAfterCommit(trx, notes => notes.changes.set(topics.notifications(box.user_id), seq))
  return seq
}

/** How many comments of one person a notification remembers; of an older one that is deleted it notices nothing. */
const commentsKept = 100

const addAct = async (
  trx: Trx,
  { recipient, kind, subject, subject_id, actor, comment_id }: NoticeChange,
): Promise<void> => {
  const box = await holdBox(trx, recipient, { create: true })
  if (!box || box.switched.includes(kind) === notices[kind].isOn) return
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
      .values({ recipient, kind, subject, subject_id, seq })
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
const removeAct = async (trx: Trx, { recipient, kind, subject, actor, comment_id }: NoticeChange): Promise<void> => {
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

/** The boxes that an erasure changes: whoever it erases is named in them, or owns one. */
export const boxesNaming = (id: number) => sql`
  select ${id}::int8 union
  select n.recipient from notification_actors a join notifications n on n.id = a.notification_id where a.actor = ${id}`

/**
 * Removes what somebody was told, and them from what others were told. Withdrawn people are named nowhere before that
 * already. Requires the locks of `boxesNaming`.
 */
export const forgetPerson = async (trx: Trx, id: number): Promise<void> => {
  await trx.deleteFrom('notification_boxes').where('user_id', '=', id).execute()
  await sql`
    with gone as (
      delete from notification_actors where actor = ${id} returning notification_id, is_shown
    )
    update notifications n set actor_count = n.actor_count - 1 from gone where n.id = gone.notification_id and gone.is_shown`.execute(
    trx,
  )
}
