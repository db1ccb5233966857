import { sql } from 'kysely'
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

const literal = (value: unknown): string => (Array.isArray(value) ? `'{${value.join(',')}}'` : `'${String(value)}'`)
