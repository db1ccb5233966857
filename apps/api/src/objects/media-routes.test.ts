import { once } from 'node:events'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { testDatabase } from '@mudig/db/testing/database'
import { insertShown } from '@mudig/db/testing/objects'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { newPictureKey, type PictureFolder, thumbnailKeys } from '@mudig/shared/objects/keys'
import Fastify from 'fastify'
import sharp from 'sharp'
import t from 'tap'
import { errorAnswers } from '../http/errors.js'
import { validation } from '../http/validation.js'
import { mediaRoutes } from './media-routes.js'

const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 13) % 256))

const setUp = async (
  t: { teardown: (end: () => Promise<void>) => void },
  options: { endpoint?: string | undefined; publicEndpoint?: 'of the store' } = {},
) => {
  const server = await startStorage()
  const { endpoint = server.endpoint } = options
  const storage = createStorage({
    ...server,
    endpoint,
    ...(options.publicEndpoint && { publicEndpoint: server.endpoint }),
    timeoutMs: 500,
  })
  const { db } = await testDatabase(t)
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 } })
  app.decorate('storage', storage)
  app.decorate('db', db)
  app.decorate('requireUser', async () => undefined)
  await app.register(validation)
  await app.register(errorAnswers)
  await app.register(mediaRoutes)
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    storage.close()
    await server.close()
  })
  /** A picture of these bytes, in the store and in use. */
  const stored = async (folder: PictureFolder = 'karlo', { hasThumbnails = false } = {}) => {
    const key = newPictureKey(folder)
    await storage.put(key, bytes, 'text/html')
    await insertShown(db, [key], { bytes: bytes.length, hasThumbnails })
    return key
  }
  return {
    db,
    storage,
    stored,
    get: (path: string, init: RequestInit = {}) => fetch(`${origin}${path}`, init),
    app,
    origin,
  }
}

const signalOnce = () => {
  let resolve = () => {}
  const promise = new Promise<void>(done => {
    resolve = done
  })
  return { promise, resolve }
}

const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

t.test('a stored picture, cached for good and unable to do anything', async t => {
  const { storage, stored, get } = await setUp(t)
  const key = await stored('karlo', { hasThumbnails: true })
  const { small } = thumbnailKeys(key)
  await storage.put(small, bytes, 'image/webp')
  for (const path of [key, small]) {
    const response = await get(`/media/${path}`)
    t.equal(response.status, 200)
    t.strictSame(await bodyOf(response), bytes)
    t.match(Object.fromEntries(response.headers), {
      'content-type': 'image/webp',
      'content-length': `${bytes.length}`,
      'cache-control': 'public, max-age=31536000, immutable',
      'accept-ranges': 'bytes',
      'content-security-policy': /sandbox/,
      'x-content-type-options': 'nosniff',
      etag: /^".+"$/,
    })
  }
})

t.test('whoever has it is told so, without asking the store', async t => {
  const { stored, get } = await setUp(t)
  const key = await stored('playlist')
  const etag = (await get(`/media/${key}`)).headers.get('etag') ?? ''
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const response = await get(`/media/${key}`, { headers: { 'if-none-match': header } })
    t.equal(response.status, 304, header)
    t.equal((await bodyOf(response)).length, 0)
    t.equal(response.headers.get('cache-control'), 'private, max-age=300', 'what people sent may be gone soon')
  }
  t.equal((await get(`/media/${key}`, { headers: { 'if-none-match': '"other"' } })).status, 200)
  const jpeg = key.replace('.webp', '.jpg')
  for (const header of ['*', `"${jpeg.replace('/', '-')}"`]) {
    const response = await get(`/media/${jpeg}`, { headers: { 'if-none-match': header } })
    t.equal(response.status, 304, `as JPEG, ${header}`)
    t.equal(response.headers.get('cache-control'), 'private, max-age=300', 'what people sent may be gone soon')
  }
})

t.test('ranges', async t => {
  const { stored, get } = await setUp(t)
  const key = await stored('karlo')
  const size = bytes.length
  const etag = (await get(`/media/${key}`)).headers.get('etag') ?? ''
  for (const [range, start, end] of [
    ['bytes=0-99', 0, 100],
    [`bytes=${size - 5}-`, size - 5, size],
    [`bytes=100-${size * 2}`, 100, size],
    ['bytes=0-0', 0, 1],
    ['bytes=-7', size - 7, size],
    [`bytes=-${size * 2}`, 0, size],
  ] as const) {
    const response = await get(`/media/${key}`, { headers: { range, 'if-range': etag } })
    t.equal(response.status, 206, range)
    t.equal(response.headers.get('content-range'), `bytes ${start}-${end - 1}/${size}`)
    t.strictSame(await bodyOf(response), bytes.subarray(start, end))
  }
  for (const headers of [
    { range: 'bytes=0-1,5-6' },
    { range: 'bytes=' },
    { range: 'bytes=-' },
    { range: 'lines=1-2' },
    { range: 'bytes=9-5' },
    { range: 'bytes=0-99', 'if-range': '"other"' },
  ]) {
    const response = await get(`/media/${key}`, { headers: headers as Record<string, string> })
    t.equal(response.status, 200, JSON.stringify(headers))
    t.strictSame(await bodyOf(response), bytes)
  }
  for (const range of [`bytes=${size}-`, 'bytes=-0']) {
    const response = await get(`/media/${key}`, { headers: { range } })
    t.equal(response.status, 416, range)
    t.equal(response.headers.get('content-range'), `bytes */${size}`)
    t.notMatch(response.headers.get('cache-control') ?? '', 'immutable')
    t.equal((await bodyOf(response)).length, 0)
  }
  const head = await get(`/media/${key}`, { method: 'HEAD', headers: { range: 'bytes=0-9' } })
  t.strictSame([head.status, head.headers.get('content-length')], [200, `${size}`], 'only GET has ranges')
  const both = await get(`/media/${key}`, { headers: { range: 'bytes=0-9', 'if-none-match': etag } })
  t.equal(both.status, 304, 'what the client has comes first')
})

t.test('thumbnails whose sizes nobody noted have ranges, too, counted from the end as well', async t => {
  const { storage, stored, get } = await setUp(t)
  const { small } = thumbnailKeys(await stored('karlo', { hasThumbnails: true }))
  t.equal((await get(`/media/${small}`)).status, 404, 'which are not in the store')
  await storage.put(small, bytes.subarray(0, 100), 'image/webp')
  const response = await get(`/media/${small}`, { headers: { range: 'bytes=-10' } })
  t.equal(response.headers.get('content-range'), 'bytes 90-99/100')
  t.strictSame(await bodyOf(response), bytes.subarray(90, 100))
})

t.test('nobody gets by its key what is not in use, not public, or not made', async t => {
  const { db, storage, stored, get } = await setUp(t)
  const key = await stored()
  const { small } = thumbnailKeys(key)
  await storage.put(small, bytes, 'image/webp')
  t.equal((await get(`/media/${small}`)).status, 404, 'thumbnails that are still being made')
  t.equal((await get(`/media/${key}`)).status, 200)
  const states = [
    { state: 'reserved' },
    { state: 'gone', gone_at: new Date() },
    { state: 'used', gone_at: null, is_public: false },
  ]
  for (const state of states) {
    await db.updateTable('objects').set(state).where('key', '=', key).execute()
    for (const headers of [{}, { 'if-none-match': '*' }])
      t.equal((await get(`/media/${key}`, { headers: headers as Record<string, string> })).status, 404, state.state)
    const jpeg = key.replace('.webp', '.jpg')
    for (const tag of ['*', `"${jpeg.replace('/', '-')}"`])
      t.equal((await get(`/media/${jpeg}`, { headers: { 'if-none-match': tag } })).status, 404, `as JPEG, ${tag}`)
  }
  const archive = `exports/${'A'.repeat(22)}.zip`
  await storage.put(archive, bytes, 'application/zip')
  await db
    .insertInto('objects')
    .values({
      key: archive,
      kind: 'export',
      state: 'used',
      content_type: 'application/zip',
      bytes: 9,
      used_at: new Date(),
    })
    .execute()
  t.equal((await get(`/media/${archive}`)).status, 404)
})

t.test('what a browser might run is offered as a file', async t => {
  const { db, stored, get } = await setUp(t)
  const key = await stored()
  for (const [content_type, disposition] of [
    ['audio/mpeg', null],
    ['video/mp4', null],
    ['image/svg+xml', 'attachment'],
    ['text/html', 'attachment'],
  ] as const) {
    await db.updateTable('objects').set({ content_type }).where('key', '=', key).execute()
    const response = await get(`/media/${key}`)
    t.equal(response.headers.get('content-type'), content_type)
    t.equal(response.headers.get('content-disposition'), disposition)
    t.strictSame(await bodyOf(response), bytes)
  }
})

t.test('where people reach the store they are sent there, for a while', async t => {
  const { db, storage, stored, get, origin } = await setUp(t, { publicEndpoint: 'of the store' })
  const key = await stored()
  const response = await get(`/media/${key}`, { redirect: 'manual' })
  t.equal(response.status, 302)
  t.equal(response.headers.get('cache-control'), 'private, max-age=300')
  const location = new URL(response.headers.get('location')!)
  t.not(location.origin, origin)
  t.match(Object.fromEntries(location.searchParams), {
    'X-Amz-Expires': '900',
    'X-Amz-Signature': /^[0-9a-f]{64}$/,
    'response-content-type': 'image/webp',
  })
  t.equal((await get(`/media/${key}`, { redirect: 'manual' })).headers.get('location'), location.href)
  const followed = await get(`/media/${key}`)
  t.equal(followed.headers.get('content-type'), 'image/webp')
  t.strictSame(await bodyOf(followed), bytes)
  const part = await get(`/media/${key}`, { headers: { range: 'bytes=5-9' } })
  t.strictSame([part.status, await bodyOf(part)], [206, bytes.subarray(5, 10)])

  const head = await get(`/media/${key}`, { method: 'HEAD', redirect: 'manual' })
  t.strictSame([head.status, head.headers.get('content-length')], [200, `${bytes.length}`])
  t.equal(head.headers.get('etag'), followed.headers.get('etag'), 'it tells of what GET ends at')
  const out = await get(`/media/${key}`, { redirect: 'manual', headers: { range: `bytes=${bytes.length}-` } })
  t.equal(out.status, 416)
  await db.updateTable('objects').set({ content_type: 'text/html' }).where('key', '=', key).execute()
  t.equal((await get(`/media/${key}`, { redirect: 'manual' })).status, 200, 'the store would not defuse it')
  await db.updateTable('objects').set({ content_type: 'image/webp', bytes: 100 }).where('key', '=', key).execute()
  await storage.put(key, bytes.subarray(0, 100), 'image/webp')
  t.equal((await get(`/media/${key}`, { redirect: 'manual' })).status, 200, 'not worth a round trip')
})

t.test('no more is sent than was promised, whatever the store has', async t => {
  const { db, stored, get, storage } = await setUp(t)
  const key = await stored()
  await db.updateTable('objects').set({ bytes: 100 }).where('key', '=', key).execute()
  t.equal((await get(`/media/${key}`)).status, 503)
  await db.updateTable('objects').set({ bytes: bytes.length }).where('key', '=', key).execute()
  const original = storage.get
  storage.get = (of, options = {}) => original(of, { ...(options.signal && { signal: options.signal }) })
  t.equal((await get(`/media/${key}`, { headers: { range: 'bytes=0-9' } })).status, 503, 'a store that knows no ranges')
})

t.test('a little that breaks off is no answer', async t => {
  const { stored, get, storage } = await setUp(t)
  const key = await stored()
  const original = storage.get
  storage.get = async (of, options) => {
    const found = await original(of, options)
    found?.body.destroy()
    const broken = new Readable({ read() {} })
    broken.push('half')
    setImmediate(() => broken.destroy(new Error('the store broke off')))
    return found && { ...found, body: broken }
  }
  const response = await get(`/media/${key}`, { headers: { range: 'bytes=0-9' } })
  t.equal(response.status, 503)
  t.match(await response.json(), { code: 'unavailable' })
  t.notMatch(response.headers.get('cache-control') ?? '', 'immutable')
})

t.test('a client that goes away ends the reading from the store, before the answer and in its middle', async t => {
  const { app, stored, origin } = await setUp(t)
  const key = await stored()
  for (const moment of ['before', 'middle'] as const) {
    const began = signalOnce()
    const ended = signalOnce()
    app.storage.get = async (_, { signal } = {}) => {
      if (moment === 'before') {
        began.resolve()
        await once(signal!, 'abort')
        ended.resolve()
        throw signal!.reason
      }
      let read = 0
      const body = new Readable({
        highWaterMark: 1024,
        read() {
          read += 1
          if (read === 2) began.resolve()
          if (read <= 2) this.push(Buffer.alloc(1024))
        },
        destroy(error, done) {
          ended.resolve()
          done(error)
        },
      })
      return { body, contentType: '', contentLength: bytes.length, etag: '', contentRange: undefined }
    }
    const client = request(`${origin}/media/${key}`).end()
    client.on('error', () => {})
    client.on('response', response => response.resume().on('error', () => {}))
    await began.promise
    client.destroy()
    await ended.promise
    t.pass(moment)
  }
})

t.test('HEAD has the headers and no body', async t => {
  const { stored, get } = await setUp(t)
  const key = await stored('karlo')
  for (const [path, length] of [
    [key, bytes.length],
    ['profile/basic.png', (await bodyOf(await get('/media/profile/basic.png'))).length],
  ] as const) {
    const response = await get(`/media/${path}`, { method: 'HEAD' })
    t.equal(response.status, 200)
    t.equal(response.headers.get('content-length'), `${length}`, path)
    t.equal((await bodyOf(response)).length, 0)
  }
  t.equal((await get(`/media/${newPictureKey('karlo')}`, { method: 'HEAD' })).status, 404)
})

t.test('the shipped pictures are there, even while the store is away', async t => {
  for (const endpoint of [undefined, 'http://127.0.0.1:9']) {
    const { get } = await setUp(t, { endpoint })
    for (const [path, format, side] of [
      ['profile/basic.png', 'png', 480],
      ['karlo/placeholder.webp', 'webp', 1024],
    ] as const) {
      const response = await get(`/media/${path}`)
      t.equal(response.status, 200)
      t.equal(response.headers.get('content-type'), `image/${format}`)
      t.notMatch(response.headers.get('cache-control'), 'immutable')
      t.match(response.headers.get('content-security-policy'), 'sandbox')
      t.match(await sharp(await bodyOf(response)).metadata(), { format, width: side, height: side })
      const again = await get(`/media/${path}`, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } })
      t.equal(again.status, 304)
    }
  }
})

t.test('what is no picture is not found, and the store is not asked', async t => {
  const { app, storage } = await setUp(t)
  const id = 'A'.repeat(22)
  await storage.put(`secret/${id}.webp`, bytes, 'image/webp')
  await storage.put('karlo/report.pdf', bytes, 'application/pdf')
  const paths = [
    `/media/${newPictureKey('profile')}`,
    `/media/secret/${id}.webp`,
    '/media/karlo/report.pdf',
    '/media/karlo',
    '/media/karlo/',
    '/media/',
    '/media/profile/../../../etc/passwd',
    '/media/profile/..%2f..%2f..%2fetc%2fpasswd',
    '/media/..%2fassets/basic.png',
    '/media/%2e%2e/%2e%2e',
    '/media/profile/BASIC.PNG',
    `/media/karlo/${id}.webp%0d%0ax: y`,
    `/media/karlo/${'A'.repeat(250)}`,
    '/media/karlo/%ED%95%9C',
    '/media/a/b/c',
  ]
  for (const url of paths) {
    const response = await app.inject({ method: 'GET', url })
    t.equal(response.statusCode, 404, url)
    t.match(response.json(), { error: String, code: 'not_found', request_id: String }, url)
  }
})

t.test('while the store is away the answer says so', async t => {
  const { db, get } = await setUp(t, { endpoint: 'http://127.0.0.1:9' })
  const key = newPictureKey('karlo')
  await insertShown(db, [key])
  const response = await get(`/media/${key}`)
  t.equal(response.status, 503)
  t.ok(Number(response.headers.get('retry-after')) > 0)
  t.match(await response.json(), { code: 'unavailable', request_id: String })
  t.notMatch(response.headers.get('cache-control') ?? '', 'immutable')
})
