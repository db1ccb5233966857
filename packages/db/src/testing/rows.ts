import type { Db, Trx } from '../client.js'

let count = 0

/** A listener who needs no password. */
export const aUser = async (db: Db): Promise<number> => {
  const name = `listener${++count}`
  const row = await db
    .insertInto('users')
    .values({ email: `${name}@test.local`, name, name_key: name })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Runs in a transaction without telling Redis. */
export const inTransaction = <T>(db: Db, fn: (trx: Trx) => Promise<T>): Promise<T> => db.transaction().execute(fn)
