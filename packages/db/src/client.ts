import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.gen.js'

export type { DB }
/** A pool or a transaction: for queries that may run in either. */
export type Db = Kysely<DB>
/** For queries that must not run outside a transaction. */
export type Trx = Transaction<DB>

const int8Oid = 20
const int8ArrayOid: number = 1016
/** Ids and counts are below 2^53; parsed once here, so that no row ever carries a string where a number is meant. */
const toNumber = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a JavaScript number`)
  return value
}
pg.types.setTypeParser(int8Oid, toNumber)
// The driver's own makes strings of the elements, whatever it makes of one that stands alone.
const toStrings: (text: string) => (string | null)[] = pg.types.getTypeParser(int8ArrayOid)
pg.types.setTypeParser(int8ArrayOid, text => toStrings(text).map(one => (one === null ? null : toNumber(one))))

export interface DbOptions {
  url: string
  /** Connections at most; each process has its own pool. */
  poolSize: number
  /** Names the process in pg_stat_activity. */
  applicationName: string
  /** Told about connections that broke; the pool replaces them by itself, and who was using one gets an error of its own. */
  onConnectionError?: (error: Error) => void
  /** Ends statements that run for longer; 0 for migrations, which may take their time. */
  statementTimeoutMs?: number
}

/**
 * Opens the pool. Nothing connects before the first query. A statement that runs for 15 s or a transaction that idles for 15 s is ended
 * by the server, so that a paused process cannot hold locks for longer; waiting for a free connection ends after 5 s.
 */
export const createDb = ({ url, poolSize, applicationName, onConnectionError, statementTimeoutMs = 15_000 }: DbOptions): Db => {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
  })
  // The pool listens to idle clients alone. One that breaks while a transaction holds it would end the process with an unhandled 'error'.
  pool.on('connect', client => client.on('error', error => onConnectionError?.(error)))
  pool.on('error', () => {})
  const db: Db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  return db
}

const pools = new WeakMap<Db, pg.Pool>()

/** A connection of the pool for what Kysely has no words for, as COPY; given back when `work` ends. */
export const withClient = async <T>(db: Db, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const pool = pools.get(db)
  if (!pool) throw new Error('only the pool itself has connections to lend, not a transaction')
  // Kysely ends only a pool that it has used itself.
  await sql`select`.execute(db)
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}
