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

/** People whom somebody keeps away; of others no more than their public names. */
const kept = (table: 'blocks' | 'mutes', by: string, whom: string) => (db: Db, userId: number) =>
  pages(
    0,
    async (after, limit) => {
      const { rows } = await sql<{ id: number; name: string | null; created_at: Date }>`
        select u.id, case when u.is_active then u.name end as name, k.created_at
        from ${sql.table(table)} k join users u on u.id = k.${sql.ref(whom)}
        where k.${sql.ref(by)} = ${userId} and k.${sql.ref(whom)} > ${after} order by k.${sql.ref(whom)} limit ${limit}`.execute(
        db,
      )
      return rows
    },
    idOf,
  )

export const blocked = kept('blocks', 'blocker', 'blocked')
export const muted = kept('mutes', 'muter', 'muted')
