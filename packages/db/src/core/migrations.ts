import { readdir, readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Kysely, type Migration, type MigrationProvider, Migrator, sql } from 'kysely'
import type { Db } from './client.js'
import { isForOthers, lockAttempts, lockPatienceMs, pauseMs } from './lock-patience.js'
import { runStatements } from './statements-outside.js'

/** Beside `apps` and `packages`; the same distance from `src` and from `dist`. */
const folder = fileURLToPath(new URL('../../../../migrations/', import.meta.url))

const namePattern = /^\d{4}_[a-z0-9_]+\.sql$/

/** Names in the order in which they apply, without `.sql`. */
export const migrationNames = async (): Promise<string[]> => {
  const files = (await readdir(folder)).filter(file => file.endsWith('.sql'))
  const odd = files.filter(file => !namePattern.test(file))
  if (odd.length > 0)
    throw new Error(`migrations/ holds files that are not named like 0001_what.sql: ${odd.join(', ')}`)
  return files.sort().map(file => file.slice(0, -'.sql'.length))
}

/**
 * The first line of a file whose statements run one by one and outside a transaction, as `create index concurrently`
 * must. Such a file can fail half way and is then run again from its first statement, so each of them can be repeated;
 * every one ends with `;` at a line's end.
 */
const outsideMark = '-- outside a transaction'
/** What another process has applied since this one looked needs the other kind of run. */
class OtherKindError extends Error {}

const isOutside = (text: string) => text.startsWith(outsideMark)

const textOf = (name: string) => readFile(`${folder}${name}.sql`, 'utf8')

const runInside = async (db: Kysely<unknown>, text: string, attempt: number): Promise<void> => {
  if (!db.isTransaction) throw new OtherKindError()
  await sql.raw(`set local lock_timeout = ${lockPatienceMs(attempt)};\n${text}`).execute(db)
}

const runOutside = async (db: Kysely<unknown>, text: string): Promise<void> => {
  if (db.isTransaction) throw new OtherKindError()
  await runStatements(db, text)
}

/** @param attempt the first is 1 */
const providerFor = (attempt: number): MigrationProvider => ({
  getMigrations: async () => {
    const entries = await Promise.all(
      (await migrationNames()).map(async (name): Promise<[string, Migration]> => {
        const text = await textOf(name)
        return [name, { up: db => (isOutside(text) ? runOutside(db, text) : runInside(db, text, attempt)) }]
      }),
    )
    return Object.fromEntries(entries)
  },
})

/** Of this project's migrations alone; any number that nobody else uses. */
const turnLock = 7_300_023
const turnPollMs = 200
/** Longer than any build of an index takes; whoever holds its turn for longer is stuck. */
const turnPatienceMs = 3_600_000

/**
 * Lets one process migrate at a time. Asked for again and again rather than waited for: whoever waits inside a
 * statement holds a snapshot, for which a concurrent build of the process that migrates would wait in turn.
 */
const inTurn = <T>(db: Db, work: () => Promise<T>): Promise<T> =>
  db.connection().execute(async connection => {
    const endsAt = Date.now() + turnPatienceMs
    for (;;) {
      const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${turnLock}) as mine`.execute(
        connection,
      )
      if (rows[0]?.mine) break
      if (Date.now() > endsAt) throw new Error('Another process has been migrating this database for an hour')
      await setTimeout(turnPollMs)
    }
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(${turnLock})`.execute(connection)
    }
  })

/**
 * Applies what is missing, each in a transaction of its own, so that none holds the locks of those before it, or
 * outside one where its first line says so. Whatever finds a lock held gives up within moments and is tried again for
 * some minutes. Several processes may do so at once. Needs two connections.
 *
 * @returns names of the migrations that were applied now, by this process
 * @throws the first failing migration's error; those before it stay applied
 */
export const migrate = (db: Db): Promise<string[]> =>
  inTurn(db, async () => {
    const applied: string[] = []
    let disableTransactions = false
    for (let attempt = 1; ; ) {
      const provider = providerFor(attempt)
      const { error, results = [] } = await new Migrator({ db, provider, disableTransactions }).migrateUp()
      if (error instanceof OtherKindError) {
        disableTransactions = !disableTransactions
        continue
      }
      if (isForOthers(error) && !disableTransactions && attempt < lockAttempts) {
        await setTimeout(pauseMs(attempt))
        attempt += 1
        continue
      }
      attempt = 1
      const failed = results.find(result => result.status === 'Error')
      if (error !== undefined)
        throw new Error(failed ? `Migration ${failed.migrationName} failed` : 'Migrating failed', { cause: error })
      if (results.length === 0) return applied
      applied.push(...results.map(result => result.migrationName))
    }
  })

/** Names of migrations that this build knows and the database does not have; empty when it may serve. One query. */
export const pendingMigrations = async (db: Db): Promise<string[]> => {
  const names = await migrationNames()
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const applied = new Set(rows.map(row => row.name))
  return names.filter(name => !applied.has(name))
}
