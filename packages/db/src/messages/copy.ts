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
