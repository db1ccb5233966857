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
  column: string
  /** What it counts: rows of another table, each of one row of this. */
  from: string
  of: string
  only?: string
}

export interface WrongCount {
  id: number
  kept: number
  counted: number
}

const counting = ({ from, of, only }: Counter, rows: RawBuilder<unknown>) => sql`
  select ${sql.ref(of)} as id, count(*)::integer as counted from ${sql.table(from)}
  where ${sql.ref(of)} ${rows} ${only === undefined ? sql`` : sql`and ${sql.ref(only)}`} group by ${sql.ref(of)}`

/** The largest id of what has the counter; 0 where there is none. */
export const lastId = async (db: Db, { table }: Counter): Promise<number> => {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from ${sql.table(table)}`.execute(db)
  return rows[0]!.id
}

/**
 * Rows with ids above `after` up to `upTo` whose counter is wrong. One statement sees one moment, so what happens
 * meanwhile is not told as wrong.
 */
export const findWrong = async (db: Db, counter: Counter, after: number, upTo: number): Promise<WrongCount[]> => {
  const { table, column } = counter
  const range = sql`between ${after + 1} and ${upTo}`
  const { rows } = await sql<WrongCount>`
    select t.id, ${sql.ref(`t.${column}`)} as kept, coalesce(c.counted, 0) as counted
    from ${sql.table(table)} t left join (${counting(counter, range)}) c on c.id = t.id
    where t.id ${range} and ${sql.ref(`t.${column}`)} <> coalesce(c.counted, 0)
    order by t.id`.execute(db)
  return rows
}

/**
 * Counts anew. The rows are locked first and counted in a statement of its own, which sees everything that whoever held
 * them had done.
 * @returns how many were wrong
 */
export const repair = async (trx: Trx, counter: Counter, ids: readonly number[]): Promise<number> => {
  const { table, column } = counter
  const these = sql`= any(${ids}::bigint[])`
  if (table === 'subjects') await lockForPreviousRelease(trx, ids)
  await sql`select id from ${sql.table(table)} where id ${these} order by id for no key update`.execute(trx)
  const { rows } = await sql`
    update ${sql.table(table)} t set ${sql.ref(column)} = coalesce(c.counted, 0)
    from ${sql.table(table)} same left join (${counting(counter, these)}) c on c.id = same.id
    where same.id = t.id and t.id ${these} and ${sql.ref(`t.${column}`)} <> coalesce(c.counted, 0)
    returning t.id`.execute(trx)
  return rows.length
}
