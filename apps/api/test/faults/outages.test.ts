import { setTimeout as sleep } from 'node:timers/promises'
import { attemptOutcomes, deadJobs, unfinishedDigs } from '@mudig/db/testing/ledger-counts'
import { until } from '@mudig/sandbox/servers/until'
import { Redis } from 'ioredis'
import t from 'tap'
import { ownPostgres } from '../flows/own-postgres.js'
import { ownRedis } from '../flows/own-redis.js'
import { stack } from '../flows/stack.js'
import { isShort } from './random.js'
import { printTable } from './table.js'

const latency = { chat_ms: 2_500, youtube_ms: 150, karlo_ms: 3_000, download_ms: 50 }
const frozenMs = 20_000

t.test(
  `Postgres stands still for ${frozenMs / 1_000} s while digs run: no attempt is lost, no failure counted`,
  { timeout: 240_000 },
  async t => {
    const postgres = await ownPostgres(t)
    const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t, {
      database: postgres.database,
      env: { DIGS_IN_FLIGHT: '10' },
    })
    await vendors.latency(latency)
    const [api] = await Promise.all([startApi(), startWorker(), startWorker()])
    const me = await listener(api.url)
    const digs = await Promise.all(Array.from({ length: 8 }, (_, n) => me.dig(`밤 ${n}`)))
    await until(
      async () =>
        (await db.selectFrom('playlists').select('id').where('status', '=', 'composing').execute()).length >= 4,
      {
        withinMs: 20_000,
      },
    )
    postgres.freeze()
    await sleep(frozenMs)
    postgres.thaw()
    for (const { body } of digs) t.match(await me.untilEnded(body.job.id, 90_000), { status: 'ready' })
    await untilIdle(60_000)
    const outcomes = await attemptOutcomes(db)
    const failures = await db
      .selectFrom('jobs')
      .select(['queue', 'failures', 'losses'])
      .where(eb => eb.or([eb('failures', '>', 0), eb('losses', '>', 0)]))
      .execute()
    printTable(`Postgres frozen for ${frozenMs / 1_000} s`, [
      ['digs running', digs.length],
      ['attempts by outcome', JSON.stringify(outcomes)],
      ['jobs charged with a failure or a loss', failures.length],
      ['digs not ready, or not once', (await unfinishedDigs(db)).length],
    ])
    t.equal(outcomes.lost ?? 0, 0)
    t.same(failures, [])
    t.same(await unfinishedDigs(db), [])
  },
)

t.test('Redis is away for long: digs end all the same, more slowly', { timeout: 900_000 }, async t => {
  const awaySeconds = isShort ? 40 : 600
  const redis = await ownRedis(t)
  const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t, { redisUrl: redis.url })
  await vendors.latency(latency)
  const [api] = await Promise.all([startApi(), startWorker()])
  const me = await listener(api.url)
  const time = async () => {
    const since = performance.now()
    const { body } = await me.dig('하나')
    t.match(await me.untilEnded(body.job.id, 60_000), { status: 'ready' })
    return (performance.now() - since) / 1_000
  }
  const before = await time()
  await redis.stop()
  const endsAt = Date.now() + awaySeconds * 1_000
  const away: number[] = []
  while (Date.now() < endsAt && away.length < 20) {
    away.push(await time())
    if (!isShort) await sleep(20_000)
  }
  await redis.start()
  const after = await time()
  await untilIdle(60_000)
  printTable(`Redis away for ${awaySeconds} s`, [
    ['a dig with Redis before, after', `${before.toFixed(1)} s, ${after.toFixed(1)} s`],
    ['digs without Redis', away.length],
    ['one of them', `${(away.reduce((sum, one) => sum + one, 0) / away.length).toFixed(1)} s`],
    ['dead jobs', JSON.stringify(await deadJobs(db))],
  ])
  t.ok(away.length > 0)
  t.same(await unfinishedDigs(db), [])
})

t.test(
  'a hundred requests of one listener delay the single dig of another by less than one dig',
  { timeout: 300_000 },
  async t => {
    const { startApi, startWorker, listener, vendors, db } = await stack(t, {
      env: { DIGS_IN_FLIGHT: '100', DIGS_PER_HOUR: '1000', DIGS_PER_DAY: '1000' },
    })
    await vendors.latency(latency)
    const [api] = await Promise.all([startApi(), startWorker()])
    const [greedy, modest] = [await listener(api.url), await listener(api.url)]
    const time = async () => {
      const since = performance.now()
      const { body } = await modest.dig('조용한 밤')
      t.match(await modest.untilEnded(body.job.id, 120_000), { status: 'ready' })
      return (performance.now() - since) / 1_000
    }
    await time()
    const alone = await time()
    const statuses = new Set<number>()
    for (let sent = 0; sent < 100; sent += 10) {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => greedy.dig(`많이 ${sent + n}`)))
      for (const { status } of answers) statuses.add(status)
    }
    t.same([...statuses], [202])
    const beside = await time()
    const done = (await db.selectFrom('playlists').select('id').where('status', '=', 'ready').execute()).length
    printTable('A hundred requests of one listener', [
      ['a dig of another, alone', `${alone.toFixed(1)} s`],
      ['beside the hundred', `${beside.toFixed(1)} s`],
      ['of the hundred done meanwhile', done - 3],
    ])
    t.ok(beside - alone < alone, `${beside} s beside, ${alone} s alone`)
  },
)

t.test(
  'Redis is full: requests are accepted and done, and deliveries go on when it has room',
  { timeout: 240_000 },
  async t => {
    const redis = await ownRedis(t)
    const { startApi, startWorker, listener, db, untilIdle } = await stack(t, {
      redisUrl: redis.url,
      env: { DIGS_IN_FLIGHT: '100' },
    })
    const [api] = await Promise.all([startApi(), startWorker()])
    const me = await listener(api.url)
    const client = new Redis(redis.url)
    t.teardown(() => client.disconnect())
    await client.config('SET', 'maxmemory', '1mb')
    const full = await Promise.all(Array.from({ length: 6 }, (_, n) => me.dig(`가득 ${n}`)))
    t.same(new Set(full.map(({ status }) => status)), new Set([202]))
    for (const { body } of full) t.match(await me.untilEnded(body.job.id, 90_000), { status: 'ready' })
    await client.config('SET', 'maxmemory', '0')
    t.match(await me.untilEnded((await me.dig('다시')).body.job.id, 60_000), { status: 'ready' })
    await untilIdle(60_000)
    printTable('Redis full', [
      ['digs accepted and ready meanwhile', full.length],
      ['digs not ready, or not once', (await unfinishedDigs(db)).length],
      ['dead jobs', JSON.stringify(await deadJobs(db))],
    ])
    t.same(await unfinishedDigs(db), [])
  },
)
