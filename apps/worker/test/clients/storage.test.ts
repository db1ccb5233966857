import { startStorage } from '@mudig/sandbox/servers/storage'
import { createStorage, readStored, type StorageOptions } from '@mudig/shared/clients/s3/storage'
import { RetryableError } from '@mudig/shared/core/errors'
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

const pieces = async function* (sizes: readonly number[]) {
  for (const [i, size] of sizes.entries()) yield Buffer.alloc(size, i + 1)
}
const mebibyte = 1024 * 1024

t.test('an object of unknown size comes in parts, in whatever pieces it was written', async t => {
  const storage = await setUp(t)
  for (const sizes of [[1], [8 * mebibyte], [8 * mebibyte - 1, 1, 1], [3, 20 * mebibyte, 5], [0, 100, 0]]) {
    const id = await storage.beginUpload('exports/a.zip', 'application/zip')
    const total = sizes.reduce((sum, size) => sum + size, 0)
    t.equal(await storage.upload('exports/a.zip', id, pieces(sizes)), total)
    const object = await storage.get('exports/a.zip')
    t.match(object, { contentType: 'application/zip', contentLength: total })
    const got = Buffer.concat(await object!.body.toArray())
    t.ok(got.equals(Buffer.concat(sizes.map((size, i) => Buffer.alloc(size, i + 1)))), `${sizes}`)
  }
})

t.test('nothing appears before an upload has ended, nor ever when it was ended or its body broke', async t => {
  const storage = await setUp(t)
  const key = 'exports/b.zip'
  const ended = await storage.beginUpload(key, 'application/zip')
  const body = async function* () {
    yield Buffer.alloc(9 * mebibyte)
    t.equal(await storage.get(key), undefined)
    await storage.endUpload(key, ended)
    yield Buffer.alloc(9 * mebibyte)
  }
  t.match(await rejection(storage.upload(key, ended, body())), { code: 'upload_ended' })
  t.match(await rejection(storage.upload(key, ended, pieces([1]))), { code: 'upload_ended' })
  await storage.endUpload(key, ended)

  const broken = await storage.beginUpload(key, 'application/zip')
  const fault = new Error('of the body')
  let isClosed = false
  const breaking = async function* () {
    try {
      yield Buffer.alloc(9 * mebibyte)
      throw fault
    } finally {
      isClosed = true
    }
  }
  t.equal(await rejection(storage.upload(key, broken, breaking())), fault)
  t.ok(isClosed)
  await storage.endUpload(key, broken)
  t.equal(await storage.get(key), undefined)
})

t.test('a stream of known length is stored whole or not at all', async t => {
  const storage = await setUp(t)
  for (const sizes of [[0], [100, 5], [8 * mebibyte], [8 * mebibyte, 1]]) {
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    const began: string[] = []
    await storage.putStream('karlo/s.webp', pieces(sizes), {
      bytes,
      contentType: 'audio/mpeg',
      began: async id => began.push(id) > 0,
    })
    t.equal(await storage.size('karlo/s.webp'), bytes)
    t.equal(began.length, bytes > 8 * mebibyte ? 1 : 0, 'small ones need no upload in parts')
  }
  const key = 'karlo/wrong.webp'
  for (const [told, sizes] of [
    [10, [9]],
    [10, [9, 2]],
    [9 * mebibyte, [9 * mebibyte - 1]],
    [9 * mebibyte, [9 * mebibyte, 1]],
  ] as const) {
    let id = ''
    const began = async (upload: string) => {
      id = upload
      return true
    }
    const stored = storage.putStream(key, pieces(sizes), { bytes: told, contentType: 'audio/mpeg', began })
    t.match(await rejection(stored), { code: 'wrong_length' })
    t.equal(await storage.size(key), undefined)
    if (id) t.match(await rejection(storage.upload(key, id, pieces([1]))), { code: 'upload_ended' })
  }
  const unwanted = storage.putStream(key, pieces([9 * mebibyte]), {
    bytes: 9 * mebibyte,
    contentType: 'audio/mpeg',
    began: async () => false,
  })
  t.match(await rejection(unwanted), { code: 'upload_ended' })
})

t.test('who writes an object is told when the store fails in the middle, so that nothing stays open', async t => {
  const storage = await setUp(t)
  let isClosed = false
  const body = async function* () {
    try {
      for (;;) yield Buffer.alloc(mebibyte)
    } finally {
      isClosed = true
    }
  }
  t.match(await rejection(storage.upload('exports/c.zip', '0'.repeat(32), body())), { code: 'upload_ended' })
  t.ok(isClosed)
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
      () => storage.beginUpload('a', 'application/zip'),
      () => storage.endUpload('a', 'b'),
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

t.test('parts of any numbers make an object, those that are not named are dropped, and twice is told', async t => {
  const storage = await setUp(t)
  const key = 'track/a.bin'
  const id = await storage.beginUpload(key, 'application/octet-stream')
  const [first, last] = [Buffer.alloc(8 * mebibyte, 1), Buffer.alloc(3, 2)]
  const sent = [await storage.sendPart(key, id, 7, last)]
  await storage.sendPart(key, id, 2, Buffer.alloc(8 * mebibyte, 9))
  sent.unshift(await storage.sendPart(key, id, 4, first))
  t.equal(await storage.size(key), undefined)
  await storage.completeUpload(key, id, sent)
  const object = await storage.get(key)
  t.ok(Buffer.concat(await object!.body.toArray()).equals(Buffer.concat([first, last])))
  t.match(await rejection(storage.completeUpload(key, id, sent)), { code: 'upload_ended' })
  t.match(await rejection(storage.sendPart(key, id, 8, last)), { code: 'upload_ended' })
  t.equal(await storage.size(key), first.length + last.length)
})
