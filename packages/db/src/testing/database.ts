import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createDb, type Db } from '../core/client.js'

/** The servers that `npm test` started for this run. */
export const testServers = (): { databaseUrl: string; redisUrl: string; template: string } => {
  const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env
  // Of a tree with other migrations it is another one.
  const { TEST_DATABASE_TEMPLATE: template = 'mudig_template' } = process.env
  if (!databaseUrl || !redisUrl)
    throw new Error('This test needs servers. Run it with: npm test -- <path of the test file>')
  return { databaseUrl, redisUrl, template }
}

/** Tests fill tables beside each other, on machines that are busy with them. */
const statementTimeoutMs = 60_000

/** A database of its own, cloned from the migrated template and dropped when the test ends. */
export const testDatabase = async (t: {
  teardown: (end: () => Promise<void>) => void
}): Promise<{ db: Db; url: string; redisUrl: string; redisPrefix: string }> => {
  const { databaseUrl, redisUrl, template } = testServers()
  const name = `test_${randomBytes(8).toString('hex')}`
  // A copy of files takes a third of the time of PostgreSQL's default, which writes every page to its log first.
  await asAdmin(databaseUrl, `create database ${name} template ${template} strategy file_copy`)
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  const db = createDb({ url: url.href, poolSize: 10, applicationName: name, statementTimeoutMs })
  t.teardown(async () => {
    await db.destroy()
    await asAdmin(databaseUrl, `drop database ${name} with (force)`)
  })
  return { db, url: url.href, redisUrl, redisPrefix: `{${name}}` }
}

let administration: pg.Pool | undefined

/**
 * Makes and drops databases. All tests of a process share one connection for this, which does not keep the process.
 */
export const asAdmin = async (url: string, statement: string): Promise<void> => {
  administration ??= new pg.Pool({ connectionString: url, max: 1, allowExitOnIdle: true }).on('error', () => undefined)
  await administration.query(statement)
}
