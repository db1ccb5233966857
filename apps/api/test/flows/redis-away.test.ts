import { Redis } from 'ioredis'
import t from 'tap'
import { endedOnce } from './once.js'
import { ownRedis } from './own-redis.js'
import { says } from './process.js'
import { stack } from './stack.js'

t.test('Redis is away while requests arrive: they are accepted and done all the same', async t => {
  const redis = await ownRedis(t)
  const { startApi, startWorker, listener, db, untilIdle } = await stack(t, { redisUrl: redis.url })
  const [api, worker] = await Promise.all([startApi(), startWorker()])
  const me = await listener(api.url)
  await redis.stop()
  await says(worker, /Redis unreachable/)
  const { status, body } = await me.dig()
  t.equal(status, 202)
  t.match(await me.untilEnded(body.job.id), { status: 'ready' }, 'jobs are found in Postgres')
  t.equal((await fetch(`${api.url}/readyz`)).status, 503)
  await redis.start()
  await untilIdle()
  await endedOnce(t, db, body.playlist.id)
  t.equal(worker.output().match(/Redis unreachable/g)?.length, 1, 'said once')
  t.notMatch(worker.output(), /ECONNREFUSED.*BullMQ worker error/, 'and not by each queue again and again')
})

t.test('processes start without Redis and work', async t => {
  const redis = await ownRedis(t)
  const { startApi, startWorker, listener } = await stack(t, { redisUrl: redis.url })
  await redis.stop()
  const api = await startApi()
  t.equal((await fetch(`${api.url}/readyz`)).status, 503)
  const me = await listener(api.url)
  const { status, body } = await me.dig()
  t.equal(status, 202)
  await startWorker()
  t.match(await me.untilEnded(body.job.id), { status: 'ready' })
  await redis.start()
  const next = await me.dig('둘')
  t.match(await me.untilEnded(next.body.job.id), { status: 'ready' })
})

for (const vendor of ['chat', 'youtube', 'karlo'] as const) {
  t.test(`Redis is emptied while ${vendor} is asked`, async t => {
    const redis = await ownRedis(t)
    const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t, { redisUrl: redis.url })
    const [api] = await Promise.all([startApi(), startWorker()])
    const me = await listener(api.url)
    await vendors.hold({ vendor })
    const first = await me.dig('하나')
    await vendors.untilHeld(vendor)
    await redis.empty()
    await vendors.release()
    t.match(await me.untilEnded(first.body.job.id), { status: 'ready' })
    await untilIdle()
    await endedOnce(t, db, first.body.playlist.id)
    t.match(await me.untilEnded((await me.dig('둘')).body.job.id), { status: 'ready' }, 'and the next dig is as ever')
  })
}

t.test('Redis is emptied while jobs wait in it: the sweep brings them back', async t => {
  const redis = await ownRedis(t)
  const { startApi, startWorker, listener } = await stack(t, { redisUrl: redis.url })
  const api = await startApi()
  const me = await listener(api.url)
  const accepted = await Promise.all([me.dig('하나'), me.dig('둘'), me.dig('셋')])
  await redis.empty()
  await startWorker()
  for (const { body } of accepted) t.match(await me.untilEnded(body.job.id), { status: 'ready' })
})

t.test('a Redis that may evict keys is refused', async t => {
  const redis = await ownRedis(t)
  const client = new Redis(redis.url)
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru')
  client.disconnect()
  const { startWorker } = await stack(t, { redisUrl: redis.url })
  await t.rejects(startWorker(), /noeviction/)
})
