import { sql } from 'kysely'
import type { Trx } from './client.js'
import type { Person } from './domain.js'
import type { DB } from './schema.gen.js'

/** Deletes the rows of somebody, by the column that names them. */
export const deleteOf =
  (table: keyof DB, column: string) =>
  async (trx: Trx, { id }: Person): Promise<undefined> => {
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(trx)
  }

/** The same for a column that holds addresses. */
export const deleteByAddress =
  (table: keyof DB, column = 'email') =>
  async (trx: Trx, { email }: Person): Promise<undefined> => {
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${email}`.execute(trx)
  }
