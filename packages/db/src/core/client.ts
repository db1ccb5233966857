import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { BoundedClient, type ConnectionOptions, Responsiveness, SilentDatabaseError } from './connection.js'
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
  /**
   * Told about connections that broke; the pool replaces them by itself, and who was using one gets an error of its
   * own.
   */
  onConnectionError?: (error: Error) => void
  /**
   * Ends statements that run for longer, by the server and, where that says nothing, half a second later by the client.
   * 0 is for migrations and other commands that may take their time: a silent network is noticed by TCP alone.
   */
  statementTimeoutMs?: number
  /** How long one may wait for a connection. */
  connectionTimeoutMs?: number
  /** False where a pooler stands between that knows no named statements. */
  preparesStatements?: boolean
}

/**
 * Statements of the server's own clock come first, so that what is merely slow is ended there, with a word from the
 * server.
 */
const graceMs = 500

/**
 * Both ends ask a connection that says nothing whether it is still there: after ten seconds, and then each second or
 * two.
 */
const serverSettings =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=5 -c tcp_user_timeout=20000'
const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }

/**
 * Opens the pool. Nothing connects before the first query. A statement that runs for 15 s or a transaction that idles
 * for 15 s, or as long as a statement may run, is ended by the server, so that a paused process cannot hold locks for
 * longer; waiting for a free connection ends after 5 s.
 */
export const createDb = ({
  url,
  poolSize,
  applicationName,
  onConnectionError,
  statementTimeoutMs = 15_000,
  connectionTimeoutMs = 5_000,
  preparesStatements = true,
}: DbOptions): Db => {
  const responsiveness = new Responsiveness()
  const idle = new Set<BoundedClient>()
  // What one connection met, the others will meet too: idle ones would each cost another request its time.
  const onSilence = () => {
    for (const client of idle) client.giveUp(new SilentDatabaseError(statementTimeoutMs + graceMs))
  }
  const options: ConnectionOptions = {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: connectionTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: Math.max(15_000, statementTimeoutMs),
    options: serverSettings,
    ...keepAlive,
    responsiveness,
    answerTimeoutMs: statementTimeoutMs > 0 ? statementTimeoutMs + graceMs : 0,
    preparesStatements,
    onSilence,
  }
  const pool = new pg.Pool({
    ...options,
    max: poolSize,
    maxLifetimeSeconds: 900,
    Client: BoundedClient as unknown as typeof pg.Client,
  })
  // The pool listens to idle clients alone. One that breaks while a transaction holds it would end the process with an
  // unhandled 'error'.
  pool.on('connect', client => {
    responsiveness.answered()
    client.on('error', error => onConnectionError?.(error))
  })
  pool.on('acquire', client => idle.delete(client as unknown as BoundedClient))
  pool.on('release', (_, client) => idle.add(client as unknown as BoundedClient))
  pool.on('remove', client => idle.delete(client as unknown as BoundedClient))
  pool.on('error', () => {})
  const connect = async () => {
    responsiveness.asked()
    try {
      return await pool.connect()
    } catch (error) {
      // Refused, or turned away: somebody spoke.
      if (error instanceof Error && !/timeout/.test(error.message)) responsiveness.answered()
      throw error
    }
  }
  const db: Db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: { connect, end: () => pool.end() } }) })
  pools.set(db, { pool, responsiveness })
  return db
}

/** How long Postgres has answered nothing although it was asked, in milliseconds; 0 where it answers. */
export const silentForMs = (db: Db): number => pools.get(db)?.responsiveness.silentForMs() ?? 0

const pools = new WeakMap<Db, { pool: pg.Pool; responsiveness: Responsiveness }>()

/** A connection of the pool for what Kysely has no words for, as COPY; given back when `work` ends. */
export const withClient = async <T>(db: Db, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const pool = pools.get(db)?.pool
  if (!pool) throw new Error('a connection can be reserved from the pool only, not from a transaction')
  // Kysely ends only a pool that it has used itself.
  await sql`select`.execute(db)
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}
