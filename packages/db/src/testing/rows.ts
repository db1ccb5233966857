import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

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

/**
 * Has the later half of all users block and mute the five before each of them, so that the tables are as large as plans
 * expect them.
 */
export const manyKeptApart = async (db: Db): Promise<void> => {
  const pairs = sql`
    select u.id, other.id from (select id from users where id > (select (min(id) + max(id)) / 2 + 5 from users)) u
    cross join lateral (select o.id from users o where o.id < u.id order by o.id desc limit 5) other`
  await sql`insert into blocks (blocker, blocked) ${pairs} on conflict do nothing`.execute(db)
  await sql`insert into mutes (muter, muted) ${pairs} on conflict do nothing`.execute(db)
}

/** Runs in a transaction without telling Redis. */
export const inTransaction = <T>(db: Db, fn: (trx: Trx) => Promise<T>): Promise<T> => db.transaction().execute(fn)

/** Lets a transaction that holds something for a test do nothing for longer than a connection may. */
export const mayIdle = (trx: Trx) => sql`set local idle_in_transaction_session_timeout = 0`.execute(trx)

/** Has everybody else wait who wants to write into a table, or read it, too, until the transaction ends. */
export const holdTable = async (trx: Trx, table: string, from: 'writers' | 'everybody'): Promise<void> => {
  await mayIdle(trx)
  await sql`lock table ${sql.table(table)} in ${sql.raw(from === 'writers' ? 'exclusive' : 'access exclusive')} mode`.execute(
    trx,
  )
}

/** How many statements on this database wait for a lock at this moment. */
export const waitingForLocks = async (db: Db): Promise<number> => {
  const { rows } =
    await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows.length
}

/** How many connections a process has to this server, by the name that it gave itself. */
export const connectionsOf = async (db: Db, applicationName: string): Promise<number> => {
  const { rows } = await sql`select from pg_stat_activity where application_name = ${applicationName}`.execute(db)
  return rows.length
}

/** Lets the ids of a table go on from a number that occurs nowhere by chance. */
export const startIdsAt = async (db: Db, table: string, first: number): Promise<void> => {
  await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${first}, false)`.execute(db)
}

/** Holds a connection for so long; 0 asks whether there is one. */
export const sleepInDatabase = async (db: Db, seconds: number): Promise<void> => {
  await sql`select pg_sleep(${seconds})`.execute(db)
}
