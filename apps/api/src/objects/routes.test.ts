import { startStorage } from '@mudig/sandbox/servers/storage'
import { createStorage } from '@mudig/shared/clients/s3/storage'
import { newPictureKey, thumbnailKeys } from '@mudig/shared/objects/keys'
import Fastify from 'fastify'
import sharp from 'sharp'
import t from 'tap'
import { errorAnswers } from '../http/errors.js'
import { validation } from '../http/validation.js'
import { mediaRoutes } from './routes.js'

const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 13) % 256))

const setUp = async (t: { teardown: (end: () => Promise<void>) => void }, endpoint?: string) => {
  const server = await startStorage()
  const storage = createStorage({ ...server, ...(endpoint && { endpoint }), timeoutMs: 500 })
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 } })
  app.decorate('storage', storage)
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
  return { storage, get: (path: string, init: RequestInit = {}) => fetch(`${origin}${path}`, init), app }
}

const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

t.test('a stored picture, cached for good and unable to do anything', async t => {
  const { storage, get } = await setUp(t)
  const key = newPictureKey('karlo')
  await storage.put(key, bytes, 'text/html')
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
  const { storage, get } = await setUp(t)
  const key = newPictureKey('playlist')
  await storage.put(key, bytes, 'image/webp')
  const etag = (await get(`/media/${key}`)).headers.get('etag') ?? ''
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const response = await get(`/media/${key}`, { headers: { 'if-none-match': header } })
    t.equal(response.status, 304, header)
    t.equal((await bodyOf(response)).length, 0)
    t.match(response.headers.get('cache-control'), 'immutable')
  }
  t.equal((await get(`/media/${key}`, { headers: { 'if-none-match': '"other"' } })).status, 200)
})

t.test('ranges', async t => {
  const { storage, get } = await setUp(t)
  const key = newPictureKey('karlo')
  await storage.put(key, bytes, 'image/webp')
  const size = bytes.length
  const etag = (await get(`/media/${key}`)).headers.get('etag') ?? ''
  for (const [range, start, end] of [
    ['bytes=0-99', 0, 100],
    [`bytes=${size - 5}-`, size - 5, size],
    [`bytes=100-${size * 2}`, 100, size],
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
    { range: 'bytes=-7' },
    { range: 'lines=1-2' },
    { range: `bytes=${size}-` },
    { range: 'bytes=9-5' },
    { range: 'bytes=0-99', 'if-range': '"other"' },
  ]) {
    const response = await get(`/media/${key}`, { headers: headers as Record<string, string> })
    t.equal(response.status, 200, JSON.stringify(headers))
    t.strictSame(await bodyOf(response), bytes)
  }
})

t.test('HEAD has the headers and no body', async t => {
  const { storage, get } = await setUp(t)
  const key = newPictureKey('karlo')
  await storage.put(key, bytes, 'image/webp')
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
    const { get } = await setUp(t, endpoint)
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
  const { get } = await setUp(t, 'http://127.0.0.1:9')
  const response = await get(`/media/${newPictureKey('karlo')}`)
  t.equal(response.status, 503)
  t.ok(Number(response.headers.get('retry-after')) > 0)
  t.match(await response.json(), { code: 'unavailable', request_id: String })
  t.notMatch(response.headers.get('cache-control') ?? '', 'immutable')
})
