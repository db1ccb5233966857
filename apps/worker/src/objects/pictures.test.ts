import { addJob } from '@mudig/db/ledger/add'
import { createLedger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { markGone, reserve } from '@mudig/db/objects/lifecycle'
import { findPicture, insertPicture, keysWithThumbnails } from '@mudig/db/objects/pictures'
import { testDatabase } from '@mudig/db/testing/database'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { createStorage, readStored, type Storage } from '@mudig/shared/clients/s3/storage'
import type { PayloadOf, Queue } from '@mudig/shared/core/define-queue'
import { newPictureKey, thumbnailKeys } from '@mudig/shared/objects/keys'
import { basicProfileKey, placeholderCoverKey } from '@mudig/shared/objects/shipped'
import { pino } from 'pino'
import sharp from 'sharp'
import t from 'tap'
import { createLeases } from '../runtime/leases.js'
import type { QueueProcessor } from '../runtime/processor.js'
import { runJob } from '../runtime/run-job.js'
import { thumbnails } from './make-thumbnails.js'
import { remove } from './remove-pictures.js'

const log = pino({ level: 'silent' })

const setUp = async (t: { teardown: (end: () => Promise<void>) => void }) => {
  const { db, redisUrl, redisPrefix } = await testDatabase(t)
  const server = await startStorage()
  const storage = createStorage(server)
  const redis = createProducerRedis(redisUrl)
  const ledger = createLedger({ db, redis, prefix: redisPrefix })
  const leases = createLeases(db, log)
  t.teardown(async () => {
    await leases.stop()
    await ledger.close()
    redis.disconnect()
    storage.close()
    await server.close()
  })

  /** Runs one job as the worker does, with the given store. */
  const run = async <Q extends Queue>(
    processor: QueueProcessor<Q, 'storage', undefined>,
    payload: PayloadOf<Q>,
    store: Storage = storage,
  ) => {
    const { id } = await db.transaction().execute(trx => addJob(trx, processor.queue, payload))
    return runJob(processor, id, { db, ledger, leases, vendors: { storage: store }, log, workerName: 'test' })
  }

  const stored = async () => {
    const key = newPictureKey('karlo')
    const data = await sharp({ create: { width: 800, height: 400, channels: 3, background: 'teal' } })
      .webp()
      .toBuffer()
    await reserve(db, key)
    await storage.put(key, data, 'image/webp')
    const { id } = await db
      .transaction()
      .execute(trx =>
        insertPicture(trx, { key, content_type: 'image/webp', width: 800, height: 400, bytes: data.length }),
      )
    return { id, key, data }
  }
  return { db, storage, run, stored }
}

t.test('three sizes of a picture, none larger than it is', async t => {
  const { db, storage, run, stored } = await setUp(t)
  const { id, key } = await stored()
  t.strictSame([...(await keysWithThumbnails(db, [key]))], [])
  t.match(await run(thumbnails, { v: 1, picture_id: id }), { outcome: 'done' })
  const sizes: Record<string, unknown> = {}
  for (const [size, thumbnail] of Object.entries(thumbnailKeys(key))) {
    const { width, height, format } = await sharp(await readStored(storage, thumbnail)).metadata()
    sizes[size] = [width, height, format]
  }
  t.strictSame(sizes, { small: [160, 80, 'webp'], medium: [480, 240, 'webp'], large: [800, 400, 'webp'] })
  t.ok((await findPicture(db, id))?.thumbnails_at)
  t.strictSame([...(await keysWithThumbnails(db, [key, 'karlo/other.webp']))], [key])
})

t.test('a second delivery has nothing to do', async t => {
  const { db, storage, run, stored } = await setUp(t)
  const { id } = await stored()
  await run(thumbnails, { v: 1, picture_id: id })
  const before = await findPicture(db, id)
  let puts = 0
  const counting = {
    ...storage,
    put: async (...args: Parameters<Storage['put']>) => {
      puts++
      await storage.put(...args)
    },
  }
  t.match(await run(thumbnails, { v: 1, picture_id: id }, counting), { outcome: 'done' })
  t.equal(puts, 0)
  t.strictSame(await findPicture(db, id), before)
})

t.test('a picture that is gone, or whose object is', async t => {
  const { storage, run, stored } = await setUp(t)
  t.match(await run(thumbnails, { v: 1, picture_id: 999 }), { outcome: 'done' })
  const { id, key } = await stored()
  await storage.remove([key])
  t.match(await run(thumbnails, { v: 1, picture_id: id }), { outcome: 'done' })
})

t.test('an object that is no picture fails for good; a store that is away is asked again', async t => {
  const { storage, run, stored } = await setUp(t)
  const { id, key } = await stored()
  await storage.put(key, Buffer.from('not a picture'), 'image/webp')
  t.match(await run(thumbnails, { v: 1, picture_id: id }), {
    outcome: 'failed',
    failure: { code: 'picture_broken' },
  })

  const away = createStorage({
    endpoint: 'http://127.0.0.1:9',
    region: 'r',
    bucket: 'b',
    accessKeyId: 'a',
    secretAccessKey: 's',
  })
  t.teardown(() => away.close())
  t.match(await run(thumbnails, { v: 1, picture_id: (await stored()).id }, away), {
    outcome: 'requeued',
  })
})

t.test('a picture that is removed while its thumbnails are made leaves none behind', async t => {
  const { db, storage, run, stored } = await setUp(t)
  const { id, key } = await stored()
  const racing = {
    ...storage,
    put: async (...args: Parameters<Storage['put']>) => {
      await markGone(db, [key])
      await storage.put(...args)
    },
  }
  t.match(await run(thumbnails, { v: 1, picture_id: id }, racing), { outcome: 'done' })
  for (const thumbnail of Object.values(thumbnailKeys(key))) t.equal(await storage.get(thumbnail), undefined, thumbnail)
})

t.test('removing takes the picture, its thumbnails and its row; twice is as good as once', async t => {
  const { db, storage, run, stored } = await setUp(t)
  const gone = await stored()
  const kept = await stored()
  for (const { id } of [gone, kept]) await run(thumbnails, { v: 1, picture_id: id })
  for (const _ of [1, 2]) {
    t.match(await run(remove, { v: 1, keys: [gone.key] }), { outcome: 'done' })
    t.equal(await findPicture(db, gone.id), undefined)
    for (const key of [gone.key, ...Object.values(thumbnailKeys(gone.key))])
      t.equal(await storage.get(key), undefined, key)
  }
  t.ok(await findPicture(db, kept.id))
  t.strictSame(await readStored(storage, kept.key), kept.data)
})

t.test('what is shipped, or is no key of ours, is left alone', async t => {
  const { storage, run } = await setUp(t)
  for (const key of [basicProfileKey, placeholderCoverKey, 'other/thing'])
    await storage.put(key, Buffer.from('x'), 'image/png')
  const keys = [basicProfileKey, placeholderCoverKey, 'other/thing', '../x']
  t.match(await run(remove, { v: 1, keys }), { outcome: 'done' })
  for (const key of keys.slice(0, 3)) t.strictSame(await readStored(storage, key), Buffer.from('x'), key)
})
