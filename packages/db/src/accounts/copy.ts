import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { idOf, type Pages, pages } from '../core/pages.js'
import { settingsOf } from '../notifications/notifications.js'

/** The account itself; undefined when it was withdrawn. No hashes: nobody can read anything in them. */
export const findAccount = async (db: Db, userId: number) => {
  const account = await db
    .selectFrom('users')
    .select([
      'id',
      'email',
      'name',
      'handle',
      'about',
      'link_1',
      'link_2',
      'is_private',
      'genre',
      'age',
      'gender',
      'image',
      'rep_playlist',
      'follower_count',
      'following_count',
      sql<boolean>`password_hash is not null`.as('has_password'),
      'created_at',
      'updated_at',
      // Null for whoever never chose.
      sql<string[] | null>`(select switched from notification_boxes where user_id = users.id)`.as('switched'),
    ])
    .where('id', '=', userId)
    .where('is_active', '=', true)
    .executeTakeFirst()
  if (!account) return undefined
  const { switched, ...rest } = account
  return { ...rest, notified_of: switched && settingsOf(switched) }
}

/** Accounts at Google, Kakao and Naver. */
export const identities = (db: Db, userId: number) =>
  pages(
    '',
    (after, limit) =>
      db
        .selectFrom('identities')
        .select(['provider', 'subject', 'email', 'created_at'])
        .where('user_id', '=', userId)
        .where('provider', '>', after)
        .orderBy('provider')
        .limit(limit)
        .execute(),
    ({ provider }) => provider,
  )

/** Sign-ins, those that have ended too, until they are forgotten. What opens them is left out. */
export const sessions = (db: Db, userId: number) =>
  pages(
    '00000000-0000-0000-0000-000000000000',
    (after, limit) =>
      db
        .selectFrom('sessions')
        .select([
          'id',
          'user_agent',
          sql<string | null>`host(address)`.as('address'),
          'created_at',
          'last_used_at',
          'expires_at',
          'revoked_at',
          'revoked_because',
        ])
        .where('user_id', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    ({ id }) => id,
  )

/** When each browser and network was last seen. Which they were is stored as a hash that nobody can read. */
export const devices = async function* (db: Db, userId: number): Pages {
  const rows = pages(
    Buffer.alloc(0) as Buffer,
    (after, limit) =>
      db
        .selectFrom('known_devices')
        .select(['hash', 'last_seen_at'])
        .where('user_id', '=', userId)
        .where('hash', '>', after)
        .orderBy('hash')
        .limit(limit)
        .execute(),
    ({ hash }) => hash,
  )
  for await (const page of rows) yield page.map(({ last_seen_at }) => ({ last_seen_at }))
}

/** Of others no more than their public names. */
export const follows = (own: 'follower' | 'followee', other: 'follower' | 'followee') => (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('follows as f')
        .innerJoin('users as u', 'u.id', `f.${other}`)
        .select([
          'f.id',
          'u.id as user',
          sql<string | null>`case when u.is_active then u.name end`.as('name'),
          'f.created_at',
        ])
        .where(`f.${own}`, '=', userId)
        .where('f.id', '>', after)
        .orderBy('f.id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Whom somebody asked to follow, and who has not answered yet. */
export const followRequests = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('follow_requests as f')
        .innerJoin('users as u', 'u.id', 'f.followee')
        .select([
          'f.id',
          'u.id as user',
          sql<string | null>`case when u.is_active then u.name end`.as('name'),
          'f.created_at',
        ])
        .where('f.follower', '=', userId)
        .where('f.id', '>', after)
        .orderBy('f.id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Handles that somebody had before, while nobody else may take them. */
export const formerHandles = (db: Db, userId: number) =>
  pages(
    '',
    (after, limit) =>
      db
        .selectFrom('reserved_handles')
        .select(['handle', 'reserved_until'])
        .where('user_id', '=', userId)
        .where('handle', '>', after)
        .orderBy('handle')
        .limit(limit)
        .execute(),
    ({ handle }) => handle,
  )

/** The picture of somebody's profile. */
export const profilePicture = async function* (db: Db, userId: number): Pages<{ key: string }> {
  yield await db.selectFrom('users').select('image as key').where('id', '=', userId).execute()
}
