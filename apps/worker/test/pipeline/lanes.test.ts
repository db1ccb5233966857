import { createDb, type Db } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { takeUnpushed } from '@mudig/db/ledger/deliveries'
import { carrierOf, deliveryId } from '@mudig/db/ledger/ledger'
import { reserve } from '@mudig/db/objects/lifecycle'
import { insertPicture } from '@mudig/db/objects/pictures'
import { testDatabase, testServers } from '@mudig/db/testing/database'
import { aPushedJob, loseJob } from '@mudig/db/testing/jobs'
import { connectionsOf, sleepInDatabase } from '@mudig/db/testing/rows'
import { until } from '@mudig/sandbox/servers/until'
import { type LaneName, laneNames } from '@mudig/shared/core/lanes'
import { newPictureKey } from '@mudig/shared/objects/keys'
import { makeThumbnails } from '@mudig/shared/objects/queues'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import t from 'tap'
import { lanes, shareConnections } from '../../src/lanes.js'
import { pipeline } from './harness.js'

const patience = { withinMs: 10_000 }

/** Pools as a worker opens them. */
const poolsOf = (served: readonly LaneName[], size: number, ends: (() => Promise<void>)[]) => (url: string) =>
  new Map(
    [...shareConnections(served, size).byLane].map(([name, poolSize]): [LaneName, Db] => {
      const db = createDb({ url, poolSize, applicationName: `test-${name}`, connectionTimeoutMs: 1_000 })
      ends.push(() => db.destroy())
      return [name, db]
    }),
  )

t.test('a dig goes on while jobs of minutes hold every slot and connection of the media lane', async t => {
  const ends: (() => Promise<void>)[] = []
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  let held = 0
  const p = await pipeline(t, {
    lanes: poolsOf(laneNames, 20, ends),
    vendors: ({ storage }) => ({
      storage: {
        ...storage,
        get: async (key, options) => {
          held += 1
          await released
          return storage.get(key, options)
        },
      },
    }),
  })
  t.teardown(async () => {
    release()
    await Promise.all(ends.map(end => end()))
  })
  const media = p.lanes.find(lane => lane.name === 'media')!
  await p.ledger.transaction(async trx => {
    for (let n = 0; n < media.slots + 2; n++) {
      const key = newPictureKey('karlo')
      await reserve(trx, key)
      const { id } = await insertPicture(trx, { key, content_type: 'image/webp', width: 1, height: 1, bytes: 1 })
      await addJob(trx, makeThumbnails, { v: 1, picture_id: id })
    }
  })
  t.ok(await until(() => held === lanes.media.slotsOfQueue, { withinMs: 10_000 }), 'all that the queue may have')
  const began = performance.now()
  t.equal((await p.untilStatus((await p.dig('비 오는 밤')).id)).status, 'ready')
  t.ok(performance.now() - began < 15_000)
  t.equal(held, lanes.media.slotsOfQueue, 'while they still hold them')
})

t.test('a lane whose jobs hold all of its connections takes none of another', async t => {
  const { url } = await testDatabase(t)
  const ends: (() => Promise<void>)[] = []
  const pools = poolsOf(laneNames, 20, ends)(url)
  t.teardown(async () => {
    await Promise.all(ends.map(end => end()))
  })
  const [media, interactive] = [pools.get('media')!, pools.get('interactive')!]
  const holding = Array.from({ length: 8 }, () => sleepInDatabase(media, 3).then(String, String))
  await until(async () => (await connectionsOf(interactive, 'test-media')) === 2, patience)
  t.match(await sleepInDatabase(media, 0).then(String, String), /timeout/, 'the lane itself waits')
  const began = performance.now()
  await Promise.all(Array.from({ length: 50 }, () => sleepInDatabase(interactive, 0)))
  t.ok(performance.now() - began < 1_000)
  await Promise.all(holding)
})

t.test('a worker takes the jobs of its lanes alone, and another one takes over what it leaves', async t => {
  const ends: (() => Promise<void>)[] = []
  const p = await pipeline(t, { lanes: poolsOf(['mail', 'media'], 6, ends) })
  t.teardown(async () => {
    await Promise.all(ends.map(end => end()))
  })
  t.same(
    p.lanes.map(lane => lane.name),
    ['mail', 'media'],
  )
  const { job } = await p.dig('비 오는 밤')
  const redis = p.ledger.queue('playlists.compose')
  t.ok(await until(async () => (await redis.getWaitingCount()) === 1, patience))
  // It is lost by a worker that served the lane: any worker brings it back, whatever it serves itself.
  await loseJob(p.db, job)
  const lost = await p.untilJob(job, ({ state, delivery }) => state === 'queued' && delivery === 2)
  t.equal(lost.losses, 1)
  t.ok(
    await until(async () => (await redis.getWaitingCount()) >= 2, patience),
    'delivered to those that serve its lane',
  )
})

t.test('deliveries where the release before put them are delivered again within seconds', async t => {
  const p = await pipeline(t)
  const redis = new Redis(testServers().redisUrl, { maxRetriesPerRequest: null })
  const prefix = p.ledger.queue('playlists.compose').opts.prefix!
  const former = new Queue('playlists.compose', { connection: redis, prefix })
  t.teardown(async () => {
    await former.close()
    redis.disconnect()
  })
  // Written and marked by the other release, and known to its own queue only.
  const id = await aPushedJob(p.db, { queue: 'playlists.compose', key: '999', payload: { v: 1, playlist_id: 999 } })
  await former.add('playlists.compose', { job: id }, { jobId: deliveryId({ id, delivery: 1 }) })
  t.ok(
    await until(async () => (await p.untilJob(id, () => true)).state === 'done', { withinMs: 15_000 }),
    'by the sweep',
  )
})

t.test('a delivery of a queue that this code has in another lane is passed on, of an unknown one kept', async t => {
  const p = await pipeline(t)
  const redis = new Redis(testServers().redisUrl, { maxRetriesPerRequest: null })
  const { prefix } = p.ledger.queue('playlists.compose').opts
  const wrong = new Queue(carrierOf('media'), { connection: redis, prefix: prefix! })
  t.teardown(async () => {
    await wrong.close()
    redis.disconnect()
  })
  const row = async (queue: string) => {
    const id = await aPushedJob(p.db, { queue, payload: { v: 1, playlist_id: 999 } })
    await wrong.add(queue, { job: id }, { jobId: deliveryId({ id, delivery: 1 }) })
    return id
  }
  const [known, unknown] = [await row('playlists.draw-cover'), await row('of.tomorrow')]
  await p.untilJob(known, ({ state }) => state === 'done')
  const kept = await wrong.getJob(deliveryId({ id: unknown, delivery: 1 }))
  t.ok(await until(async () => ['delayed', 'waiting', 'active'].includes((await kept?.getState()) ?? ''), patience))
  t.match(await p.untilJob(unknown, () => true), { state: 'queued', attempt: 0 })
  t.same(await takeUnpushed(p.db, 10, 0), [])
})
