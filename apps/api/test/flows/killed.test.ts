import type { Db } from '@mudig/db/core/client'
import { until } from '@mudig/sandbox/servers/until'
import { tcpProxy } from '@mudig/shared/testing/tcp-proxy'
import t, { type Test } from 'tap'
import { endedOnce } from './once.js'
import { stack } from './stack.js'

/** The promise: a killed worker's job is taken over within 20 s. */
const recoveryMs = 20_000
/** The dig itself still has to be done after that, on a machine that may be busy. */
const patienceMs = 60_000

/** By the ledger's own clock: when the attempt began that followed one which was lost. */
const takenOverInTime = async (t: Test, db: Db, killedAt: Date): Promise<void> => {
  const successors = await db
    .selectFrom('job_attempts as lost')
    .innerJoin('job_attempts as next', join =>
      join.onRef('next.job_id', '=', 'lost.job_id').onRef('next.attempt', '>', 'lost.attempt'),
    )
    .select(({ fn }) => fn.min('next.started_at').as('started_at'))
    .where('lost.outcome', '=', 'lost')
    .groupBy('lost.job_id')
    .execute()
  t.ok(successors.length > 0, 'a job was taken over')
  for (const { started_at } of successors) {
    const seconds = (started_at.getTime() - killedAt.getTime()) / 1_000
    t.ok(seconds * 1_000 <= recoveryMs, `taken over after ${seconds} s`)
  }
}

for (const [vendor, stage] of [
  ['chat', 'while it composes'],
  ['youtube', 'while it searches'],
  ['karlo', 'while the cover is painted'],
  ['download', 'while the painting is fetched'],
] as const) {
  t.test(`a worker is killed ${stage}: another one ends the dig, once`, async t => {
    const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t)
    const [api, victim] = await Promise.all([startApi(), startWorker()])
    const me = await listener(api.url)
    await vendors.hold({ vendor })
    const { body } = await me.dig()
    await vendors.untilHeld(vendor)
    const killedAt = new Date()
    await victim.kill()
    await vendors.release()
    await vendors.clearCalls()
    await startWorker()
    t.match(await me.untilEnded(body.job.id, patienceMs), { status: 'ready', progress: 100 })
    await untilIdle()
    await endedOnce(t, db, body.playlist.id)
    await takenOverInTime(t, db, killedAt)
    t.ok((await vendors.calls('karlo')).length <= 1, 'at most one more paid call for a crash')
    const searches = (await vendors.calls('youtube'))
      .filter(call => call.path.includes('/search'))
      .map(call => call.query)
    t.equal(new Set(searches).size, searches.length, 'no song is searched twice by the one that took over')
  })
}

t.test('a worker is killed while it streams songs: none of its half-written songs stays', async t => {
  const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t)
  const [api, victim] = await Promise.all([startApi(), startWorker()])
  const me = await listener(api.url)
  await vendors.latency({ chat_ms: 4_000 })
  const { body } = await me.dig()
  const halfway = await until(
    async () =>
      (await db.selectFrom('playlist_songs').select('position').where('playlist_id', '=', body.playlist.id).execute())
        .length >= 3,
    { withinMs: 10_000 },
  )
  t.ok(halfway)
  const killedAt = new Date()
  await victim.kill()
  await vendors.latency({ chat_ms: 0 })
  await startWorker()
  await me.untilEnded(body.job.id, patienceMs)
  await untilIdle()
  await endedOnce(t, db, body.playlist.id)
  await takenOverInTime(t, db, killedAt)
  const seen = await me.watch(body.job.id)
  t.equal(seen.filter(event => event.event === 'reset').length, 1, 'whoever watched was told to forget them')
})

t.test('the API dies between commit and push: the relay delivers', async t => {
  const { startApi, startWorker, listener, db, env, untilIdle } = await stack(t)
  const redis = new URL(env.REDIS_URL)
  const proxy = await tcpProxy({ host: redis.hostname, port: Number(redis.port) })
  t.teardown(() => proxy.close())
  const direct = env.REDIS_URL
  env.REDIS_URL = direct.replace(redis.host, `127.0.0.1:${proxy.port}`)
  const doomed = await startApi()
  env.REDIS_URL = direct
  const me = await listener(doomed.url)
  proxy.silence()
  const unanswered = me.dig().catch(error => error)
  t.ok(
    await until(
      async () =>
        (await db.selectFrom('jobs').select('id').where('queue', '=', 'playlists.compose').execute()).length === 1,
      {
        withinMs: 10_000,
      },
    ),
    'committed',
  )
  await doomed.kill()
  t.ok((await unanswered) instanceof Error, 'the listener got no answer')
  t.same(
    await db.selectFrom('jobs').select('id').where('pushed_at', 'is not', null).execute(),
    [],
    'and nothing was pushed',
  )
  await startWorker()
  await untilIdle()
  const { id } = await db.selectFrom('playlists').select('id').executeTakeFirstOrThrow()
  await endedOnce(t, db, id)
})

t.test('a worker that is asked to stop gives its work back at once', async t => {
  const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t)
  const [api, leaving] = await Promise.all([startApi(), startWorker()])
  const me = await listener(api.url)
  await vendors.hold({ vendor: 'karlo' })
  const { body } = await me.dig()
  await vendors.untilHeld('karlo')
  const stopped = leaving.stop()
  await startWorker()
  t.equal(await stopped, 0)
  await vendors.release()
  await me.untilEnded(body.job.id)
  await untilIdle()
  await endedOnce(t, db, body.playlist.id)
  const failures = await db.selectFrom('jobs').select('failures').where('failures', '>', 0).execute()
  t.same(failures, [], 'stopping is no failure')
})
