import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import * as budgets from '@mudig/db/core/budgets'
import { aUser } from '@mudig/db/testing/rows'
import { leaveUnpushed, standStill } from '@mudig/db/testing/trouble'
import { ageServing } from '@mudig/db/testing/uploads'
import { freePort } from '@mudig/sandbox/servers/ports'
import { findPrometheus } from '@mudig/sandbox/servers/prometheus-binary'
import { until } from '@mudig/sandbox/servers/until'
import { ffmpegForTests } from '@mudig/shared/testing/sounds'
import { Redis } from 'ioredis'
import t from 'tap'
import { parse } from 'yaml'
import { aSocket, isType } from '../../src/testing/sockets.js'
import { ownRedis } from './own-redis.js'
import { startPrometheus } from './prometheus.js'
import { stack } from './stack.js'

const root = resolve(import.meta.dirname, '..', '..', '..', '..')
const folder = join(root, 'docs', 'prometheus')
const rulesText = readFileSync(join(folder, 'rules.yml'), 'utf8')

interface Rule {
  record?: string
  alert?: string
  expr: string
  annotations?: { runbook_url: string }
}
const rules = (parse(rulesText) as { groups: { rules: Rule[] }[] }).groups.flatMap(group => group.rules)
const alerts = rules.flatMap(({ alert }) => alert ?? [])

interface Panel {
  title: string
  type: string
  targets?: { expr: string }[]
}
const { panels } = JSON.parse(readFileSync(join(folder, 'dashboard.json'), 'utf8')) as { panels: Panel[] }
const shown = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })))

/** Whether they fire tells of the machine that the tests run on; rules.test.yml has them. */
const ofTheMachine = ['MudigApiSlow', 'MudigEventLoopBlocked', 'MudigWorkWaits']
/** These take longer than a test may: rules.test.yml has them. */
const byFigures = [
  'MudigJobQuarantined',
  'MudigWorkersLost',
  'MudigWorkerWedged',
  'MudigPostgresSilent',
  'MudigApiErrors',
  'MudigApiSlow',
  'MudigEventLoopBlocked',
  'MudigMailFails',
  'MudigUploadsFull',
]

const programs = await findPrometheus(join(root, '.mudig', 'prometheus'), { say: t.comment.bind(t) }).catch(
  (error: Error) => error.message,
)
const withoutPrometheus = typeof programs === 'string' && programs
const { prometheus, promtool } = typeof programs === 'string' ? { prometheus: '', promtool: '' } : programs

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-')

t.test('each alert has a runbook that names it, and a trial', async t => {
  const runbooks = readFileSync(join(root, 'docs', 'runbooks.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
  const tried = readFileSync(join(folder, 'rules.test.yml'), 'utf8')
  for (const { alert, annotations } of rules) {
    if (!alert) continue
    const [file, anchor] = annotations!.runbook_url.split('#')
    const runbook = runbooks.find(section => anchorOf(section.split('\n', 1)[0]!) === anchor)
    t.equal(file, 'docs/runbooks.md')
    t.ok(runbook?.includes(`\`${alert}\``), `${alert}: ${anchor}`)
    if (byFigures.includes(alert)) t.ok(tried.includes(`alertname="${alert}"`), `${alert} is in rules.test.yml`)
  }
})

t.test('promtool takes the rules, and they fire as they should', { skip: withoutPrometheus }, async t => {
  const tool = (...args: string[]) =>
    promisify(execFile)(promtool, args, { cwd: folder }).catch((error: { stdout: string; stderr: string }) => ({
      stdout: `FAILED ${error.stdout} ${error.stderr}`,
    }))
  t.match((await tool('check', 'rules', 'rules.yml')).stdout, /SUCCESS: \d+ rules found/)
  t.match((await tool('check', 'config', 'prometheus.yml')).stdout, /SUCCESS: .*prometheus\.yml is valid/)
  t.match((await tool('test', 'rules', 'rules.test.yml')).stdout, /SUCCESS/)
})

t.test('a Prometheus finds every figure, and every alert fires', { skip: withoutPrometheus }, async t => {
  const redis = await ownRedis(t)
  const admin = new Redis(redis.url, { maxRetriesPerRequest: 0, retryStrategy: () => null })
  admin.on('error', () => {})
  t.teardown(() => admin.disconnect())
  const [apiPort, workerPort] = [await freePort(), await freePort()]
  const ffmpeg = ffmpegForTests()
  const { startApi, startWorker, listener, db, env } = await stack(t, {
    redisUrl: redis.url,
    env: {
      METRICS_PORT: `${apiPort}`,
      HEALTH_PORT: `${workerPort}`,
      YOUTUBE_SEARCHES_PER_DAY: '100',
      ...(ffmpeg && { FFMPEG_PATH: ffmpeg.ffmpegPath, FFPROBE_PATH: ffmpeg.ffprobePath }),
    },
  })
  const [api, whole, watch] = await Promise.all([
    startApi(),
    startWorker(),
    startPrometheus(
      t,
      { prometheus, promtool },
      {
        rules: rulesText,
        targets: { 'mudig-api': apiPort, 'mudig-worker': workerPort },
      },
    ),
  ])
  const fires = async (...wanted: string[]) => {
    const missing = async () => {
      const firing = await watch.firing()
      return wanted.filter(name => !firing.has(`Mudig${name}`))
    }
    await until(async () => (await missing()).length === 0, { withinMs: 60_000, everyMs: 250 })
    t.same(await missing(), [], `these fire: ${wanted.join(', ')}`)
  }

  const me = await listener(api.url)
  const { body } = await me.dig()
  t.match(await me.untilEnded(body.job.id), { status: 'ready' })
  const socket = aSocket(t, api.url, { authorization: `Bearer ${me.token}` })
  socket.send({ type: 'ping' })
  await socket.get(isType('pong'))
  socket.close()
  await socket.closed

  const silent = async () => {
    const found = await Promise.all(shown.map(async each => ({ ...each, series: await watch.query(each.expr) })))
    return found.filter(({ series }) => series.length === 0).map(({ title, expr }) => `${title}: ${expr}`)
  }
  await until(async () => (await silent()).length === 0, { withinMs: 60_000, everyMs: 500 })
  t.same(await silent(), [], `each of ${shown.length} expressions of the dashboard has something to show`)

  const namesIn = (expr: string) => expr.match(/\b(?:mudig[_:]\w[\w:]*|nodejs_\w+|process_\w+|up)\b/g) ?? []
  const unknown = async () => {
    const known = new Set(await watch.names())
    return [...rules, ...shown].flatMap(({ expr }) => namesIn(expr)).filter(name => !known.has(name))
  }
  await until(async () => (await unknown()).length === 0, { withinMs: 30_000, everyMs: 500 })
  t.same(await unknown(), [], 'no expression names a figure that nobody exports')
  for (const { name, health, lastError } of await watch.rules()) t.equal(health, 'ok', `${name} ${lastError ?? ''}`)
  // A scrape that a busy machine answers too late is no trouble of ours.
  const early = async () =>
    [...(await watch.firing())].filter(
      name => !ofTheMachine.includes(name) && (ffmpeg || name !== 'MudigProgramMissing'),
    )
  await until(async () => (await early()).length === 0, { withinMs: 30_000, everyMs: 250 })
  t.same(await early(), [], 'nothing fires while all is well')

  await whole.stop()
  await fires('ProcessDown')
  // What it said to serve is forgotten half a minute later.
  for (const lane of ['mail', 'bulk', 'media', 'interactive']) await ageServing(db, lane, 1)
  const userId = await aUser(db)
  await standStill(db, userId)
  const day = { period: 'day', timeZone: 'America/Los_Angeles' } as const
  await budgets.reserve(db, { budget: 'youtube.search', project: 'one' }, [{ ...day, calls: 1 }])
  await budgets.close(db, { budget: 'images', project: 'karlo' }, { period: 'day', timeZone: 'Asia/Seoul' })
  await startWorker({
    WORKER_LANES: 'interactive,media',
    YOUTUBE_SEARCHES_PER_DAY: '1',
    FFMPEG_PATH: '/none/ffmpeg',
    FFPROBE_PATH: '/none/ffprobe',
  })
  await admin.hset(`${env.REDIS_PREFIX}:lane.interactive:meta`, 'paused', 1)
  await fires('WorkWaits', 'LaneUnserved', 'ProgramMissing', 'JobsDead', 'QueuePaused')
  await fires('VendorClosed', 'BudgetNearlySpent', 'EmbeddingsStopped', 'UploadsUnchecked')
  await fires('PaymentsWithoutOrder', 'PaymentDiffers', 'RefundStuck', 'PaymentUnanswered', 'ComparisonLate')

  await admin.config('SET', 'maxmemory-policy', 'allkeys-lru')
  await admin.config('SET', 'maxmemory', '1mb')
  await admin.set('one more', 'key').catch(() => {})
  await fires('RedisEvicts', 'RedisFull')

  const over = new AbortController()
  t.teardown(() => over.abort())
  const headers = { authorization: `Bearer ${me.token}` }
  const stream = await fetch(`${api.url}/notification/events`, { headers, signal: over.signal })
  t.equal(stream.status, 200)
  await redis.stop()
  await leaveUnpushed(db)
  await fires('DependencyMissing', 'FiguresMissing', 'HintsMissing', 'JobsNotDelivered')

  const caused = await watch.query('count by (alertname) (max_over_time(ALERTS{alertstate="firing"}[10m]))')
  const seen = new Set(caused.map(({ metric }) => metric.alertname))
  t.same(
    alerts.filter(name => !seen.has(name) && !byFigures.includes(name)),
    [],
    'every alert was caused, here or in rules.test.yml',
  )
})
