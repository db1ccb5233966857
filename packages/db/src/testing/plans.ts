import { type Expression, sql } from 'kysely'
import type { Db } from '../core/client.js'

/** How Postgres would run a query with these very values. */
export const planOf = async (
  db: Db,
  query: { compile: () => { sql: string; parameters: readonly unknown[] } },
): Promise<string> => {
  const { sql: text, parameters } = query.compile()
  const inlined = text.replace(/\$(\d+)/g, (_, n) => literal(parameters[Number(n) - 1]))
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (costs off) ${sql.raw(inlined)}`.execute(db)
  return rows.map(row => row['QUERY PLAN']).join('\n')
}

/** How many pages a query touches: what it costs, without a clock. */
export const pagesRead = async (db: Db, query: Expression<unknown>): Promise<number> => {
  const { rows } = await sql<{ 'QUERY PLAN': { Plan: Record<'Shared Hit Blocks' | 'Shared Read Blocks', number> }[] }>`
    explain (analyze, buffers, format json) ${query}`.execute(db)
  const { Plan } = rows[0]!['QUERY PLAN'][0]!
  return Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']
}

const literal = (value: unknown): string => (Array.isArray(value) ? `'{${value.join(',')}}'` : `'${String(value)}'`)
