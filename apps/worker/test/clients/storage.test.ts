import { startStorage } from '@mudig/sandbox/servers/storage'
import { createStorage, readStored, type StorageOptions } from '@mudig/shared/clients/storage'
import { RetryableError } from '@mudig/shared/errors'
import { rejection, vendorServer } from '@mudig/shared/testing/vendor-server'
import t from 'tap'

const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7) % 256))

const setUp = async (t: { teardown: (end: () => Promise<void>) => void }, options: Partial<StorageOptions> = {}) => {
  const server = await startStorage()
  const storage = createStorage({ ...server, ...options })
  t.teardown(async () => {
    storage.close()
    await server.close()
  })
  return storage
}

t.test('what was put is what is got, byte for byte', async t => {
  const storage = await setUp(t)
  await storage.put('karlo/a.webp', bytes, 'image/webp')
  const object = await storage.get('karlo/a.webp')
  t.match(object, { contentType: 'image/webp', contentLength: bytes.length, contentRange: undefined })
  t.match(object?.etag, /^".+"$/)
  object?.body.destroy()
  t.strictSame(await readStored(storage, 'karlo/a.webp'), bytes)
})

t.test('a range', async t => {
  const storage = await setUp(t)
  await storage.put('karlo/a.webp', bytes, 'image/webp')
  const part = await storage.get('karlo/a.webp', { range: 'bytes=10-19' })
  t.match(part, { contentLength: 10, contentRange: `bytes 10-19/${bytes.length}` })
  const pieces: Buffer[] = []
  for await (const piece of part!.body) pieces.push(piece)
  t.strictSame(Buffer.concat(pieces), bytes.subarray(10, 20))
  t.type(await rejection(storage.get('karlo/a.webp', { range: 'bytes=900000-' })), RangeError)
})

t.test('what is not there', async t => {
  const storage = await setUp(t)
  t.equal(await storage.get('karlo/none.webp'), undefined)
  t.equal(await readStored(storage, 'karlo/none.webp'), undefined)
  await storage.remove(['karlo/none.webp'])
  await storage.remove([])
})

t.test('removing', async t => {
  const storage = await setUp(t)
  for (const key of ['a', 'b', 'c']) await storage.put(key, bytes, 'image/webp')
  await storage.remove(['a', 'b', 'none'])
  t.equal(await storage.get('a'), undefined)
  t.equal(await storage.get('b'), undefined)
  t.strictSame(await readStored(storage, 'c'), bytes)
})

t.test('a bucket is made once, by however many ask', async t => {
  const storage = await setUp(t, { bucket: 'another' })
  t.match(await rejection(storage.check()), { code: 'storage_unavailable' })
  await Promise.all([storage.ensureBucket(), storage.ensureBucket()])
  await storage.ensureBucket()
  await storage.check()
})

t.test('a store that is away or silent is worth another try', async t => {
  const account = { region: 'us-east-1', bucket: 'mudig', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  const silent = await vendorServer(t, () => undefined)
  for (const endpoint of ['http://127.0.0.1:9', silent.origin]) {
    const storage = createStorage({ ...account, endpoint, timeoutMs: 60 })
    t.teardown(() => storage.close())
    for (const attempt of [
      () => storage.put('a', bytes, 'image/webp'),
      () => storage.get('a'),
      () => storage.remove(['a']),
      () => storage.check(),
      () => storage.ensureBucket(),
    ]) {
      const error = await rejection(attempt())
      t.type(error, RetryableError)
      t.match(error, { code: 'storage_unavailable' })
    }
  }
})

t.test('an abort throws its reason', async t => {
  const reason = new Error('enough')
  const caller = new AbortController()
  const { origin } = await vendorServer(t, () => caller.abort(reason))
  const storage = createStorage({ endpoint: origin, region: 'r', bucket: 'b', accessKeyId: 'a', secretAccessKey: 's' })
  t.teardown(() => storage.close())
  t.equal(await rejection(storage.get('a', { signal: caller.signal })), reason)
})
