import * as budgets from '@mudig/db/core/budgets'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { testServers } from '@mudig/db/testing/database'
import { freePort } from '@mudig/sandbox/servers/ports'
import { Gauge } from 'prom-client'
import t from 'tap'
import { budgetFigures } from '../../src/runtime/budget-figures.js'
import { startHealth } from '../../src/runtime/health.js'
import { registry } from '../../src/runtime/metrics.js'
import { pipeline } from './harness.js'

t.test('a worker says whether it moves, whether it could work, and how the ledger is doing', async t => {
  // Those of the files before, in the same process.
  registry.resetMetrics()
  const { runtime, lanes, db, dig, untilStatus } = await pipeline(t)
  const redis = createProducerRedis(testServers().redisUrl)
  redis.on('error', () => {})
  const port = await freePort()
  const broken = new Gauge({ name: 'mudig_test_of_broken', help: 'a test', registers: [registry] })
  broken.set(7)
  t.teardown(() => registry.removeSingleMetric('mudig_test_of_broken'))
  let lastRelay = Date.now()
  let overdueMs = 0
  const leases = { ...runtime.leases, overdueMs: () => overdueMs }
  const server = await startHealth({
    port,
    host: '127.0.0.1',
    runtime: { ...runtime, leases },
    lanes,
    databases: [db],
    redis,
    lastRelay: () => lastRelay,
    figures: [
      budgetFigures(db, [
        { budget: 'images', project: 'karlo', limits: [{ period: 'day', calls: 10, timeZone: 'UTC' }] },
      ]),
      { name: 'broken', metrics: [broken], read: () => Promise.reject(new Error('no answer')) },
    ],
  })
  t.teardown(async () => {
    redis.disconnect()
    server.close()
  })
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
  await untilStatus((await dig('비 오는 밤')).id)
  await budgets.reserve(db, { budget: 'images', project: 'karlo' }, [{ period: 'day', calls: 10, timeZone: 'UTC' }])

  t.equal((await get('/healthz')).status, 200)
  t.equal((await get('/readyz')).status, 200)
  const metrics = await (await get('/metrics')).text()
  t.match(metrics, /mudig_jobs_total\{queue="playlists.compose",outcome="done"\} 1/)
  t.match(metrics, /mudig_ledger_jobs\{queue="playlists.draw-cover",state="queued"\} 1/)
  t.match(metrics, /mudig_ledger_unpushed_seconds 0/)
  t.match(metrics, /mudig_vendor_calls_spent\{budget="images",project="karlo",period="day"\} 1/)

  t.match(metrics, /mudig_ready\{dependency="postgres"\} 1/)
  t.match(metrics, /mudig_worker_alive\{check="moves"\} 1/)
  t.match(metrics, /mudig_job_wait_seconds_count\{lane="interactive"\} [1-9]/)
  t.match(metrics, /mudig_vendor_calls_allowed\{budget="images",project="karlo",period="day"\} 10/)
  t.match(metrics, /mudig_vendor_calls_left\{budget="images",project="karlo",period="day"\} 9/)
  t.match(metrics, /mudig_figures_read\{group="broken"\} 0/, 'what cannot be read takes nothing else along')
  t.notMatch(metrics, /mudig_test_of_broken 7/, 'and its old figures are left out')
  await budgets.close(db, { budget: 'images', project: 'karlo' }, { period: 'month', timeZone: 'UTC' })
  t.match(
    await (await get('/metrics')).text(),
    /mudig_vendor_calls_left\{budget="images",project="karlo",period="day"\} 0/,
    'nothing is left where the vendor has closed another period',
  )

  overdueMs = 59_000
  t.equal((await get('/healthz')).status, 200, 'work that stops late')
  overdueMs = 61_000
  t.equal((await get('/healthz')).status, 503, 'work that does not stop is no life')
  overdueMs = 0
  lastRelay = Date.now() - 60_000
  const wedged = await get('/healthz')
  t.equal(wedged.status, 503, 'timers that stand still are no life')
  t.match(await wedged.json(), { status: 'wedged' })
  redis.disconnect()
  const readiness = await get('/readyz')
  t.equal(readiness.status, 503)
  t.strictSame(await readiness.json(), { status: 'not_ready', postgres: 'ok', redis: 'down', migrations: 'ok' })
  const without = await (await get('/metrics')).text()
  t.match(without, /mudig_ready\{dependency="redis"\} 0/)
  t.match(without, /mudig_figures_read\{group="redis"\} 0/)
})
