import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'

/** What others wrote is theirs, and stands in their copies. */
export const sent = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('messages')
        .select(['id', 'conversation_id', 'content', 'created_at', 'deleted_at'])
        .where('sender', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Of others no more than their public names. */
export const blocked = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('blocks as b')
        .innerJoin('users as u', 'u.id', 'b.blocked')
        .select([
          'b.blocked as id',
          sql<string | null>`case when u.is_active then u.name end`.as('name'),
          'b.created_at',
        ])
        .where('b.blocker', '=', userId)
        .where('b.blocked', '>', after)
        .orderBy('b.blocked')
        .limit(limit)
        .execute(),
    idOf,
  )
