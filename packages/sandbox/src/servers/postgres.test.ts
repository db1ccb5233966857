import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { startPostgres } from './postgres.js'
import { removeHome } from './postgres-home.js'
import { isRunning } from './process-mark.js'
import { until } from './until.js'

const folder = (t: Tap): string => {
  const directory = mkdtempSync(join(tmpdir(), 'mudig-pg-'))
  t.teardown(() => {
    removeHome(join(directory, 'postgres'))
    rmSync(directory, { recursive: true, force: true })
  })
  return join(directory, 'postgres')
}

type Tap = Pick<typeof t, 'teardown'>

const ask = async (connectionString: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

t.test('a throwaway server serves, finds Korean letters and leaves nothing behind', async t => {
  const directory = folder(t)
  const server = await startPostgres({ directory, purpose: 'throwaway' })
  const url = await server.ensureDatabase('mudig')
  await ask(url, 'create extension pg_trgm')
  t.same(await ask(url, "select similarity('비오는 밤', '비오는 밤에') > 0.5 as near"), [{ near: true }])
  t.same(await ask(url, 'show fsync'), [{ fsync: 'off' }])
  await server.stop()
  t.notOk(isRunning(server.mark), 'the process is gone')
  t.notOk(existsSync(directory), 'the folder is gone')
})

t.test('data outlives a restart, and the role is not a superuser', async t => {
  const directory = folder(t)
  const first = await startPostgres({ directory, purpose: 'keep' })
  t.teardown(() => first.stop())
  const url = await first.ensureDatabase('mudig')
  await ask(url, 'create table songs as select 7 as id')
  t.same(await ask(url, 'select rolsuper from pg_roles where rolname = current_user'), [{ rolsuper: false }])
  t.same(await ask(url, 'show fsync'), [{ fsync: 'on' }])
  await first.stop()
  const second = await startPostgres({ directory, purpose: 'keep' })
  t.teardown(() => second.stop())
  t.notOk(second.adopted)
  t.same(await ask(await second.ensureDatabase('mudig'), 'select id from songs'), [{ id: 7 }])
})

t.test('a running server that lost its launcher is adopted, on another port restarted', async t => {
  const directory = folder(t)
  const first = await startPostgres({ directory, purpose: 'keep' })
  t.teardown(() => first.stop())
  const second = await startPostgres({ directory, purpose: 'keep' })
  t.ok(second.adopted)
  t.same(second.mark, first.mark)
  t.equal(second.port, first.port)
  const elsewhere = await startPostgres({ directory, purpose: 'keep', port: first.port === 5599 ? 5598 : 5599 })
  t.teardown(() => elsewhere.stop())
  t.notOk(elsewhere.adopted)
  t.notOk(isRunning(first.mark), 'the one on the old port was stopped')
})

t.test('a killed server recovers what was committed', async t => {
  const directory = folder(t)
  const first = await startPostgres({ directory, purpose: 'keep' })
  await ask(first.url, 'create table songs as select 7 as id')
  process.kill(first.mark.pid, 'SIGKILL')
  t.ok(await until(() => !isRunning(first.mark), { withinMs: 5_000 }))
  const second = await startPostgres({ directory, purpose: 'keep' })
  t.teardown(() => second.stop())
  t.notOk(second.adopted)
  t.same(await ask(second.url, 'select id from songs'), [{ id: 7 }])
})

t.test('a wrong password is refused', async t => {
  const server = await startPostgres({ directory: folder(t), purpose: 'throwaway' })
  t.teardown(() => server.stop())
  await t.rejects(ask(server.url.replace(/:[^:@]+@/, ':guess@'), 'select 1'), { code: '28P01' })
})
