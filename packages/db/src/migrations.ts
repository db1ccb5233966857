import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Migration, type MigrationProvider, Migrator, sql } from 'kysely'
import type { Db } from './client.js'

/** Beside `apps` and `packages`; the same distance from `src` and from `dist`. */
const folder = fileURLToPath(new URL('../../../migrations/', import.meta.url))

/** Who waits for a lock makes everybody behind it wait too; a migration gives up first, and is run again. */
const lockTimeout = '10s'

const namePattern = /^\d{4}_[a-z0-9_]+\.sql$/

/** Names in the order in which they apply, without `.sql`. */
export const migrationNames = async (): Promise<string[]> => {
  const files = (await readdir(folder)).filter(file => file.endsWith('.sql'))
  const odd = files.filter(file => !namePattern.test(file))
  if (odd.length > 0) throw new Error(`migrations/ holds files that are not named like 0001_what.sql: ${odd.join(', ')}`)
  return files.sort().map(file => file.slice(0, -'.sql'.length))
}

const provider: MigrationProvider = {
  getMigrations: async () => {
    const entries = await Promise.all(
      (await migrationNames()).map(async (name): Promise<[string, Migration]> => {
        const text = await readFile(`${folder}${name}.sql`, 'utf8')
        return [name, { up: async db => void (await sql.raw(`set local lock_timeout = '${lockTimeout}';\n${text}`).execute(db)) }]
      }),
    )
    return Object.fromEntries(entries)
  },
}

/**
 * Applies what is missing, each in a transaction of its own, so that none holds the locks of those before it. Several processes may do so at once.
 *
 * @returns names of the migrations that were applied now, by this process
 * @throws the first failing migration's error; those before it stay applied
 */
export const migrate = async (db: Db): Promise<string[]> => {
  const migrator = new Migrator({ db, provider })
  const applied: string[] = []
  for (;;) {
    const { error, results = [] } = await migrator.migrateUp()
    const failed = results.find(result => result.status === 'Error')
    if (error !== undefined) throw new Error(failed ? `Migration ${failed.migrationName} failed` : 'Migrating failed', { cause: error })
    if (results.length === 0) return applied
    applied.push(...results.map(result => result.migrationName))
  }
}

/** Names of migrations that this build knows and the database does not have; empty when it may serve. One query. */
export const pendingMigrations = async (db: Db): Promise<string[]> => {
  const names = await migrationNames()
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const applied = new Set(rows.map(row => row.name))
  return names.filter(name => !applied.has(name))
}
