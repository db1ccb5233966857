import { notices } from '@mudig/shared/notices.gen'
import { kindsWithoutActors, type NotificationKind, notificationKinds } from '@mudig/shared/notifications/kinds'
import { mostUnread } from '@mudig/shared/notifications/schemas'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isNotMuted, isPersonShown } from '../subjects/people.js'
import { isVisible } from '../subjects/visible.js'
import { holdBox, numberChange } from './notify.js'

/** Of a post, so many letters are told. */
const postBeginning = 100

/** As many people are named by a notification. */
export const actorsNamed = 3

/** Whether somebody is told of who acted, `a`: one who is there, and whom they have neither blocked nor muted. */
const isNamed = (recipient: number) =>
  sql<boolean>`${isPersonShown(recipient, sql.ref('a.actor'))} and ${isNotMuted(recipient, sql.ref('a.actor'))}`

/**
 * How many people a notification is about, without those whom its recipient blocked or muted or was blocked by since:
 * they are few, read once, and looked up one by one.
 */
const actorCount = (recipient: number) => sql<number>`greatest(
  n.actor_count - (select count(*)::int from notification_actors a
    where a.notification_id = n.id and a.is_shown and a.actor = any(array(
      select blocked from blocks where blocker = ${recipient}
      union all select blocker from blocks where blocked = ${recipient}
      union all select muted from mutes where muter = ${recipient}))), least(n.actor_count, 1))`

/**
 * Notifications `n` that their recipient may see: their subject is there for them, and somebody who acted still is.
 */
const selectVisible = (db: Db, recipient: number) =>
  db
    .selectFrom('notifications as n')
    .where('n.recipient', '=', recipient)
    // Row by row: a join could be answered by reading all subjects.
    .where(
      sql<boolean>`(n.subject_id is null
        or coalesce((select true from subjects s where s.id = n.subject_id and ${isVisible(recipient)}), false))`,
    )
    // Not `exists`, which Postgres may answer by reading everybody.
    .where(
      sql<boolean>`(n.kind = any(${sql.lit(`{${kindsWithoutActors.join()}}`)}::text[]) or coalesce((
        select true from notification_actors a
        where a.notification_id = n.id and a.is_shown and ${isNamed(recipient)} order by a.acted_seq desc limit 1), false))`,
    )

/**
 * Whoever reads counts: a count that is kept would have to follow each playlist that is hidden and each person who
 * leaves.
 */
const unreadCount = (db: Db, recipient: number) =>
  sql<number>`(select count(*)::integer from (${selectVisible(db, recipient)
    .select('n.id')
    .where('n.read_at', 'is', null)
    .limit(mostUnread)}) unread)`

const selectShown = (db: Db, recipient: number) =>
  selectVisible(db, recipient)
    .leftJoin('playlists as p', 'p.id', 'n.subject_id')
    .select(({ selectFrom }) => [
      'n.id',
      'n.seq',
      sql<NotificationKind>`n.kind`.as('kind'),
      actorCount(recipient).as('actor_count'),
      'n.created_at',
      'n.updated_at',
      sql<boolean>`n.read_at is not null`.as('is_read'),
      sql<number | null>`case when n.kind = 'message' then n.subject end`.as('chatroom_id'),
      sql<{ id: number; title: string; thumbnail: string } | null>`case when p.id is not null
      then json_build_object('id', p.id, 'title', p.title, 'thumbnail', p.thumbnail) end`.as('playlist'),
      sql<{ id: number; title: string; picture: string | null } | null>`(
        select json_build_object('id', t.id, 'title', t.title, 'picture', t.picture) from tracks t where t.id = n.subject_id)`.as(
        'track',
      ),
      sql<{ uuid: string; text: string } | null>`(
        select json_build_object('uuid', o.uuid, 'text', left(o.text, ${sql.lit(postBeginning)})) from posts o where o.id = n.subject_id)`.as(
        'post',
      ),
      sql<{ uuid: string; name: string } | null>`(
        select json_build_object('uuid', o.uuid, 'name', o.name) from products o where o.id = n.subject_id)`.as(
        'product',
      ),
      sql<{ id: number; name: string } | null>`(
        select json_build_object('id', l.id, 'name', l.name) from sets l where l.id = n.subject_id)`.as('set'),
      // By its film alone: its words may give that away.
      sql<{ id: number; movie: number; title: string } | null>`(
        select json_build_object('id', r.id, 'movie', f.id, 'title', f.title)
        from reviews r join films f on f.id = r.film_id where r.id = n.subject_id)`.as('review'),
      jsonArrayFrom(
        selectFrom('notification_actors as a')
          .innerJoin('users as u', 'u.id', 'a.actor')
          .select([
            'u.id',
            'u.name',
            'u.image',
            sql<number | null>`a.comment_ids[cardinality(a.comment_ids)]`.as('comment_id'),
          ])
          .whereRef('a.notification_id', '=', 'n.id')
          .where('a.is_shown', '=', true)
          .where(isNamed(recipient))
          .orderBy('a.acted_seq', 'desc')
          .limit(actorsNamed),
      ).as('actors'),
    ])

/** Exported for the test of its plan. */
export const selectPage = (
  db: Db,
  recipient: number,
  { limit, cursor }: { limit: number; cursor?: number | undefined },
) =>
  db.selectNoFrom([
    unreadCount(db, recipient).as('unread_count'),
    jsonArrayFrom(
      selectShown(db, recipient)
        .$if(cursor !== undefined, query => query.where('n.seq', '<', cursor!))
        .orderBy('n.seq', 'desc')
        // One more than is shown tells whether there is a next page.
        .limit(limit + 1),
    ).as('notifications'),
  ])

const onePage = prepare(
  (db, { recipient, cursor }: { recipient: number; cursor: number | undefined }, limit: number, isFirst: boolean) =>
    selectPage(db, recipient, { limit, cursor: isFirst ? undefined : cursor }),
)

/** A listener's notifications, the latest act first, and how many are unread, in one statement. */
export const listNotifications = async (
  db: Db,
  recipient: number,
  page: { limit: number; cursor?: number | undefined },
) => {
  const { limit, cursor } = page
  const [found] = await onePage(db, { recipient, cursor }, limit, cursor === undefined)
  const { unread_count, notifications } = found!
  const shown = notifications.slice(0, page.limit)
  return {
    unread_count,
    notifications: shown,
    next_cursor: notifications.length > shown.length ? shown.at(-1)!.seq : null,
  }
}

export type NotificationRow = Awaited<ReturnType<typeof listNotifications>>['notifications'][number]

/** Exported for the test of its plan. */
export const selectChanges = (db: Db, recipient: number, after: number, limit: number) =>
  db.selectNoFrom([
    sql<number>`coalesce((select seq from notification_boxes where user_id = ${recipient}), 0)`.as('seq'),
    unreadCount(db, recipient).as('unread_count'),
    jsonArrayFrom(selectShown(db, recipient).where('n.seq', '>', after).orderBy('n.seq').limit(limit)).as(
      'notifications',
    ),
  ])

/**
 * Notifications with acts after number `after`, in order, as they stand now, together with the box's own number: where
 * that is larger than those of all of them, something else changed (it was read, or taken back). One statement, so that
 * nothing falls between.
 */
export const listChanges = (db: Db, recipient: number, after: number, limit: number) =>
  selectChanges(db, recipient, after, limit).executeTakeFirstOrThrow()

/** Which ones were read: these, all without an act after a number, or all. */
export type WhichRead = { ids: readonly number[] } | { up_to: number } | { all: true }

/** Marks notifications as read; those that are not the listener's are not found. @returns how many are unread now */
export const markRead = async (trx: Trx, recipient: number, which: WhichRead): Promise<number> => {
  const box = await holdBox(trx, recipient)
  if (!box) return 0
  const marked = await trx
    .updateTable('notifications')
    .set({ read_at: sql`now()` })
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('notifications')
        .select('id')
        .where('recipient', '=', recipient)
        .where('read_at', 'is', null)
        .$call(query => {
          if ('ids' in which) return query.where('id', 'in', which.ids)
          return 'up_to' in which ? query.where('seq', '<=', which.up_to) : query
        })
        .forNoKeyUpdate()
        // Who holds one without the box is removing it.
        .skipLocked(),
    )
    .returning('id')
    .execute()
  if (marked.length > 0) await numberChange(trx, box)
  const { unread_count } = await trx
    .selectNoFrom(unreadCount(trx, recipient).as('unread_count'))
    .executeTakeFirstOrThrow()
  return unread_count
}

/** Marks as read what somebody was told about one thing, because they have seen the thing itself. */
export const markReadAbout = async (
  trx: Trx,
  recipient: number,
  kind: NotificationKind,
  subject: number,
): Promise<void> => {
  const box = await holdBox(trx, recipient)
  if (!box) return
  const marked = await trx
    .updateTable('notifications')
    .set({ read_at: sql`now()` })
    .where('recipient', '=', recipient)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('read_at', 'is', null)
    .returning('id')
    .execute()
  if (marked.length > 0) await numberChange(trx, box)
}

export type NotificationSettings = Record<NotificationKind, boolean>

/** What is wanted by whoever turned these switches away from where they stand for everybody. */
export const settingsOf = (switched: readonly string[]): NotificationSettings =>
  Object.fromEntries(
    notificationKinds.map(kind => [kind, notices[kind].isOn !== switched.includes(kind)]),
  ) as NotificationSettings

/** What a listener wants to be told. */
export const findSettings = async (db: Db, user: number): Promise<NotificationSettings> => {
  const box = await db
    .selectFrom('notification_boxes')
    .select('switched')
    .where('user_id', '=', user)
    .executeTakeFirst()
  return settingsOf(box?.switched ?? [])
}

/** Turns switches; what is left out stays. What was told before stays told. */
export const changeSettings = async (
  db: Db,
  user: number,
  change: Partial<NotificationSettings>,
): Promise<NotificationSettings> => {
  const named = notificationKinds.filter(kind => change[kind] !== undefined)
  const away = named.filter(kind => change[kind] !== notices[kind].isOn)
  const { switched } = await db
    .insertInto('notification_boxes')
    .values({ user_id: user, switched: away })
    .onConflict(conflict =>
      conflict.column('user_id').doUpdateSet({
        switched: sql<string[]>`array(
          select unnest(notification_boxes.switched) except select unnest(${named}::text[])
          union select unnest(${away}::text[]) order by 1)`,
      }),
    )
    .returning('switched')
    .executeTakeFirstOrThrow()
  return settingsOf(switched)
}

/** Removes notifications whose latest act is older than so many days. @returns how many went */
export const removeOld = async (db: Db, days: number, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from notifications where id in (
      select id from notifications where updated_at < now() - ${days} * interval '1 day' order by updated_at limit ${limit} for update skip locked
    ) returning id`.execute(db)
  return rows.length
}
