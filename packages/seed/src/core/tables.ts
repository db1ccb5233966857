import type pg from 'pg'
import type { CrowdTable } from './crowd.js'

export const areEmpty = async (client: pg.ClientBase, tables: readonly string[]): Promise<boolean> => {
  const { rows } = await client.query<{ filled: boolean }>(
    `select ${tables.map(table => `exists (select from ${table})`).join(' or ')} as filled`,
  )
  return !rows[0]!.filled
}

/**
 * Each after those that it refers to, as the database's own references say. One in a column that is not filled counts
 * where it can, because triggers may look there: people's main playlists are named when everything is there.
 */
export const inOrder = async (client: pg.ClientBase, tables: readonly CrowdTable[]): Promise<CrowdTable[]> => {
  const { rows: references } = await client.query<{ table: string; to: string; columns: string[] }>(
    `select conrelid::regclass::text as table, confrelid::regclass::text as to,
       array(select attname::text from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as columns
     from pg_constraint where contype = 'f' and conrelid <> confrelid and conrelid = any($1::regclass[])`,
    [tables.map(({ table }) => table)],
  )
  const left = new Map(tables.map(table => [table.table, table]))
  const missing = ({ table }: CrowdTable) => references.filter(one => one.table === table && left.has(one.to))
  const missingNow = (table: CrowdTable) =>
    missing(table).filter(({ columns }) => columns.some(column => table.columns.includes(column)))
  const sorted: CrowdTable[] = []
  while (left.size > 0) {
    const rest = [...left.values()]
    const next = rest.find(table => missing(table).length === 0) ?? rest.find(table => missingNow(table).length === 0)
    if (!next) throw new Error(`these tables refer to one another: ${[...left.keys()].join(', ')}`)
    left.delete(next.table)
    sorted.push(next)
  }
  return sorted
}

/** Drops what is neither a key nor a rule for single rows, and answers how to make each of them again. */
export const dropSecondary = async (
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<{ name: string; statement: string }[]> => {
  await client.query("set local maintenance_work_mem = '256MB'")
  const { rows: references } = await client.query<{ name: string; on: string; definition: string }>(
    `select quote_ident(conname) as name, conrelid::regclass::text as on, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any($1::regclass[]) order by oid`,
    [tables],
  )
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::regclass[]) and not indisunique
       and not exists (select from pg_constraint where conindid = indexrelid)
     order by indexrelid`,
    [tables],
  )
  for (const { name, on } of references) await client.query(`alter table ${on} drop constraint ${name}`)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  return [
    ...indexes.map(({ name, definition }) => ({ name, statement: definition })),
    ...references.map(({ name, on, definition }) => ({
      name,
      statement: `alter table ${on} add constraint ${name} ${definition}`,
    })),
  ]
}
