import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { catalogueOf } from '@mudig/db/testing/films'
import { until } from '@mudig/sandbox/servers/until'
import { importFilms } from '@mudig/shared/films/queues'
import t from 'tap'
import { stack } from './stack.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const soon = { withinMs: 60_000, everyMs: 20 }
const kills = 4
/** Calls of the catalogue between two kills. */
const callsApart = 30

/** `npm run movies -- import`, killed after that time where one is given. */
const command = async (env: Record<string, string>, killAfterMs?: number) => {
  const child = spawn(process.execPath, ['packages/db/dist/commands/movies.js', 'import', '--from', '1990'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: 'ignore',
  })
  const gone = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  if (killAfterMs !== undefined) {
    await sleep(killAfterMs)
    child.kill('SIGKILL')
  }
  return gone
}

t.test('an import of the catalogue, its command and its worker killed: no gap and no double', async t => {
  const s = await stack(t)
  const films = { KMDB_API_KEY: 'sandbox', KMDB_BASE_URL: new URL('/kmdb', s.env.OPENAI_BASE_URL).href }
  const settings = { ...films, KMDB_CALLS_PER_DAY: '0' }
  const imports = () =>
    s.db.selectFrom('jobs').select(['id', 'state']).where('queue', '=', importFilms.name).orderBy('id').execute()
  for (const afterMs of [50, 200, 400, 600, 900]) await command({ DATABASE_URL: s.env.DATABASE_URL }, afterMs)
  t.equal(await command({ DATABASE_URL: s.env.DATABASE_URL }), 0)
  t.equal((await imports()).length, 1, 'one job, wherever the commands died')

  await s.vendors.latency({ films_ms: 20 })
  const asked = async () => (await s.vendors.calls('kmdb')).map(({ query }) => query)
  let worker = await s.startWorker(settings)
  for (let n = 1; n <= kills; n++) {
    t.ok(await until(async () => (await asked()).length >= n * callsApart, soon), `in the middle, kill ${n}`)
    await worker.kill()
    t.equal((await imports())[0]!.state, 'running')
    worker = await s.startWorker(settings)
  }
  t.ok(await until(async () => (await imports())[0]!.state === 'done', { withinMs: 120_000, everyMs: 100 }))
  const queries = await asked()
  t.ok(queries.length - new Set(queries).size <= kills, 'a page is asked for again by a kill alone')
  const first = await catalogueOf(s.db)
  t.equal(new Set(first.map(({ docid }) => docid)).size, first.length)
  t.ok(first.length > 200, `${first.length} films`)
  await command({ DATABASE_URL: s.env.DATABASE_URL })
  t.ok(await until(async () => (await imports())[1]?.state === 'done', { withinMs: 120_000, everyMs: 100 }))
  t.strictSame(await catalogueOf(s.db), first, 'one that nobody kills finds nothing to add')
})
