import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Migration, type MigrationProvider, Migrator, sql } from 'kysely'
import type { Db } from './client.js'

/** Beside `apps` and `packages`; the same distance from `src` and from `dist`. */
const folder = fileURLToPath(new URL('../../../migrations/', import.meta.url))

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
        return [name, { up: async db => void (await sql.raw(text).execute(db)) }]
      }),
    )
    return Object.fromEntries(entries)
  },
}

/**
 * Applies what is missing, all of it in one transaction and one process at a time.
 *
 * @returns names of the migrations that were applied now
 * @throws the first failing migration's error; nothing is applied then
 */
export const migrate = async (db: Db): Promise<string[]> => {
  const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest()
  const failed = results.find(result => result.status === 'Error')
  if (error !== undefined) throw new Error(failed ? `Migration ${failed.migrationName} failed` : 'Migrating failed', { cause: error })
  return results.map(result => result.migrationName)
}

/** Names of migrations that this build knows and the database does not have; empty when it may serve. One query. */
export const pendingMigrations = async (db: Db): Promise<string[]> => {
  const names = await migrationNames()
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const applied = new Set(rows.map(row => row.name))
  return names.filter(name => !applied.has(name))
}
