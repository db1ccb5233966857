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

/** In the order of their list, the one written in last first. */
export const joined = (db: Db, userId: number) =>
  pages(
    undefined as { at: string; id: number } | undefined,
    async (after, limit) => {
      const { rows } = await sql<{ id: number; kind: string; name: string | null; joined_at: Date; at: string }>`
        select c.id, c.kind, c.name, m.joined_at, coalesce(m.last_message_at, m.touched_at)::text as at
        from conversation_members m join conversations c on c.id = m.conversation_id
        where m.user_id = ${userId} and m.left_at is null
          and (coalesce(m.last_message_at, m.touched_at), m.conversation_id)
            < (${after?.at ?? 'infinity'}::timestamptz, ${after?.id ?? 0}::int8)
        order by coalesce(m.last_message_at, m.touched_at) desc, m.conversation_id desc limit ${limit}`.execute(db)
      return rows
    },
    ({ at, id }) => ({ at, id }),
  )
