import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'

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
