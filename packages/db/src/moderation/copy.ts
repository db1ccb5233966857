import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { idOf, type Pages, pages } from '../core/pages.js'

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

/** What somebody reported; who else did so is not theirs. */
export const reports = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('reports as r')
        .leftJoin('report_cases as c', 'c.id', 'r.case_id')
        .select(['r.id', 'c.target_type', 'c.target_id', 'r.reason', 'r.note', 'r.state', 'r.created_at'])
        .where('r.reporter', '=', userId)
        .where('r.id', '>', after)
        .orderBy('r.id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** What staff do among themselves, or decided against: nobody is told of it. */
const untold: readonly string[] = ['claim', 'release', 'dismiss']

/** What was decided about somebody; who of the staff did so is not theirs. */
export const decisions = async function* (db: Db, userId: number): Pages {
  for await (const page of acts(db, userId)) yield page.filter(({ action }) => !untold.includes(action))
}

const acts = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('moderation_log')
        .select(['id', 'action', 'reason', 'until', 'created_at'])
        .where('person', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )

export const appeals = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('appeals')
        .select(['id', 'content', 'state', 'answer', 'created_at'])
        .where('person', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )
