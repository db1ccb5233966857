import { type Expression, sql } from 'kysely'
import type { Db } from '../core/client.js'

/*
 * What people see of one another. Each asks row by row with scalar subqueries over unique indexes, so that a scan in the
 * order of a list's index ends as soon as enough rows are found. A viewer who is not signed in is 0.
 */

/** Whether neither of two people has blocked the other. */
export const isNotApart = (viewer: number, person: Expression<number>) =>
  sql<boolean>`(coalesce((select false from blocks b where b.blocker = ${viewer} and b.blocked = ${person}), true)
    and coalesce((select false from blocks b where b.blocker = ${person} and b.blocked = ${viewer}), true))`

/** Whether somebody has neither left nor been suspended. */
export const isThere = (person: Expression<number>) =>
  sql<boolean>`coalesce((select w.is_active and w.suspended_at is null from users w where w.id = ${person}), false)`

/** Whether a person's name may stand somewhere for a viewer: beside a comment, in a list of followers, among members. */
export const isPersonShown = (viewer: number, person: Expression<number>) =>
  sql<boolean>`(${isThere(person)} and ${isNotApart(viewer, person)})`

/** As `isPersonShown`, where an alias of users has the person's row already. */
export const isRowShown = (viewer: number, users: string) =>
  sql<boolean>`(${sql.ref(`${users}.is_active`)} and ${sql.ref(`${users}.suspended_at`)} is null
    and ${isNotApart(viewer, sql.ref(`${users}.id`))})`

/**
 * Whether what a person said among others is shown to a viewer: as `isPersonShown`, but for those who have left, whose
 * words stay without their name, and for the viewer's own.
 */
export const isWriterShown = (viewer: number, person: Expression<number>) =>
  sql<boolean>`(${person} = ${viewer} or (coalesce((select w.suspended_at is null from users w where w.id = ${person}), true)
    and ${isNotApart(viewer, person)}))`

/**
 * Whether what a person makes is open to a viewer: their account is public, or the viewer follows them, or is them.
 */
export const isPersonOpen = (viewer: number, person: Expression<number>) =>
  sql<boolean>`(coalesce((select w.is_active and (w.id = ${viewer} or (w.suspended_at is null and (not w.is_private
      or coalesce((select true from follows f where f.follower = ${viewer} and f.followee = w.id), false))))
    from users w where w.id = ${person}), false) and ${isNotApart(viewer, person)})`

/** Whether what a person makes is open to everybody: they have not left, are not suspended, and their account is public. */
export const isOpenToAll = (person: Expression<number>) =>
  sql<boolean>`(select w.is_active and w.suspended_at is null and not w.is_private from users w where w.id = ${person})`

/** Whether a viewer wants to meet a person where nobody asked for them: in feeds and notifications. */
export const isNotMuted = (viewer: number, person: Expression<number>) =>
  sql<boolean>`coalesce((select false from mutes m where m.muter = ${viewer} and m.muted = ${person}), true)`

/** Whether somebody exists for a viewer at this moment. */
export const canMeet = async (db: Db, viewer: number, person: number): Promise<boolean> => {
  const { is_shown } = await db
    .selectNoFrom(isPersonShown(viewer, sql.val(person)).as('is_shown'))
    .executeTakeFirstOrThrow()
  return is_shown
}
