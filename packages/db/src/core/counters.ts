import { type RawBuilder, sql } from 'kysely'
import { lockForPreviousRelease } from '../subjects/previous-release.js'
import type { Db, Trx } from './client.js'
import type { DB } from './schema.gen.js'

/**
 * A counter that is kept in a row, declared by the domain of what it counts. Whoever adds or removes what is counted
 * changes the counter in the same transaction, so that pages never count. These are for checking that nobody forgot.
 */
export interface Counter {
  name: string
  table: keyof DB
  /** What the rows of the table are known by; default `id`. */
  key?: string
  column: string
  /** What it counts: rows of another table, each of one row of this. */
  from: string
  of: string
  /** Of those rows only some: where a column is true, or has a value. */
  only?: string | { column: string; is: number }
  /** A column of those rows that is added up, where they are not counted one by one. */
  sum?: string
}

export interface WrongCount {
  id: number
  kept: number
  counted: number
}

const isCounted = (only: NonNullable<Counter['only']>) =>
  typeof only === 'string' ? sql.ref(only) : sql`${sql.ref(only.column)} = ${only.is}`

const counting = ({ from, of, only, sum }: Counter, rows: RawBuilder<unknown>) => sql`
  select ${sql.ref(of)} as id, ${sum === undefined ? sql`count(*)` : sql`sum(${sql.ref(sum)})`}::int8 as counted from ${sql.table(from)}
  where ${sql.ref(of)} ${rows} ${only === undefined ? sql`` : sql`and ${isCounted(only)}`} group by ${sql.ref(of)}`

/** The largest id of what has the counter; 0 where there is none. */
export const lastId = async (db: Db, { table, key = 'id' }: Counter): Promise<number> => {
  const { rows } = await sql<{
    id: number
  }>`select coalesce(max(${sql.ref(key)}), 0) as id from ${sql.table(table)}`.execute(db)
  return rows[0]!.id
}

/**
 * Rows with ids above `after` up to `upTo` whose counter is wrong. One statement sees one moment, so what happens
 * meanwhile is not told as wrong.
 */
export const findWrong = async (db: Db, counter: Counter, after: number, upTo: number): Promise<WrongCount[]> => {
  const { table, key = 'id', column } = counter
  const id = sql.ref(`t.${key}`)
  const range = sql`between ${after + 1} and ${upTo}`
  const { rows } = await sql<WrongCount>`
    select ${id} as id, ${sql.ref(`t.${column}`)} as kept, coalesce(c.counted, 0) as counted
    from ${sql.table(table)} t left join (${counting(counter, range)}) c on c.id = ${id}
    where ${id} ${range} and ${sql.ref(`t.${column}`)} <> coalesce(c.counted, 0)
    order by 1`.execute(db)
  return rows
}

/**
 * Counts anew. The rows are locked first and counted in a statement of its own, which sees everything that whoever held
 * them had done.
 * @returns how many were wrong
 */
export const repair = async (trx: Trx, counter: Counter, ids: readonly number[]): Promise<number> => {
  const { table, key = 'id', column } = counter
  const these = sql`= any(${ids}::bigint[])`
  if (table === 'subjects') await lockForPreviousRelease(trx, ids)
  const id = sql.ref(key)
  await sql`select from ${sql.table(table)} where ${id} ${these} order by ${id} for no key update`.execute(trx)
  const { rows } = await sql`
    update ${sql.table(table)} t set ${sql.ref(column)} = coalesce(c.counted, 0)
    from ${sql.table(table)} same left join (${counting(counter, these)}) c on c.id = ${sql.ref(`same.${key}`)}
    where ${sql.ref(`same.${key}`)} = ${sql.ref(`t.${key}`)} and ${sql.ref(`t.${key}`)} ${these}
      and ${sql.ref(`t.${column}`)} <> coalesce(c.counted, 0)
    returning 1`.execute(trx)
  return rows.length
}
