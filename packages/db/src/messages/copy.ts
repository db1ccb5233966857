import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'

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

export const blocked = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('blocks as b')
        .innerJoin('users as u', 'u.id', 'b.blocked')
        .select(['b.blocked as id', 'u.name', 'b.created_at'])
        .where('b.blocker', '=', userId)
        .where('b.blocked', '>', after)
        .orderBy('b.blocked')
        .limit(limit)
        .execute(),
    idOf,
  )
