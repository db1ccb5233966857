import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { startStorage } from '@mudig/sandbox/servers/storage'
import t from 'tap'
import { testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'

// How a track is heard where listeners reach the store themselves, and how it is heard by very many where they do not.

const s3 = await startStorage()
t.teardown(() => s3.close())
const size = 300_000
const bytes = Buffer.from(Array.from({ length: size }, (_, i) => (i * 31) % 251))
const bodyOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

const listening = async (t: Parameters<typeof testApp>[0], env: Record<string, string>) => {
  const test = await testApp(t, { S3_ENDPOINT: s3.endpoint, ...env })
  const origin = await test.app.listen({ host: '127.0.0.1', port: 0 })
  const owner = await aListener(test)
  return {
    ...test,
    origin,
    owner,
    /** The address of the sound of a new track. */
    heard: async (body: Buffer, given: Parameters<typeof aTrack>[2] = {}) => {
      const track = await aTrack(test.db, owner.id, given)
      const key = await aTrackFile(test.db, track, 'aac', { bytes: body.length, content_type: 'audio/mp4' })
      await test.app.storage.put(key, body, 'application/octet-stream')
      return `${origin}/song/${track}/stream?v=1`
    },
  }
}

t.test('listeners who are sent to the store get the same as from here', async t => {
  const { heard, origin, owner } = await listening(t, { S3_PUBLIC_ENDPOINT: s3.endpoint })
  const path = await heard(bytes)
  const sent = await fetch(path, { redirect: 'manual' })
  t.equal(sent.status, 302)
  t.equal(sent.headers.get('cache-control'), 'private, max-age=7200')
  t.not(new URL(sent.headers.get('location')!).origin, origin)

  const whole = await fetch(path)
  t.match(Object.fromEntries(whole.headers), {
    'content-type': 'audio/mp4',
    'content-length': `${size}`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: /^"[^"]+"$/,
  })
  t.ok((await bodyOf(whole)).equals(bytes))
  const etag = whole.headers.get('etag')!
  const head = await fetch(path, { method: 'HEAD', redirect: 'manual' })
  t.equal(head.status, 200)
  t.equal(head.headers.get('etag'), etag, 'who looks first and then resumes means the same file')
  t.equal(head.headers.get('content-length'), `${size}`)
  t.equal(head.headers.get('accept-ranges'), 'bytes')

  for (const [range, first, last] of [
    ['bytes=0-1', 0, 1],
    ['bytes=0-0', 0, 0],
    ['bytes=0-', 0, size - 1],
    ['bytes=100000-199999', 100_000, 199_999],
    [`bytes=5-${size * 3}`, 5, size - 1],
    ['bytes=-10', size - 10, size - 1],
    [`bytes=-${size + 1}`, 0, size - 1],
  ] as const)
    for (const ifRange of [undefined, etag]) {
      const answer = await fetch(path, { headers: { range, ...(ifRange && { 'if-range': ifRange }) } })
      t.equal(answer.status, 206, range)
      t.equal(answer.headers.get('content-range'), `bytes ${first}-${last}/${size}`)
      t.equal(answer.headers.get('content-length'), `${last - first + 1}`)
      t.equal(answer.headers.get('etag'), etag)
      t.ok((await bodyOf(answer)).equals(bytes.subarray(first, last + 1)), range)
    }
  const other = await fetch(path, { headers: { range: 'bytes=0-1', 'if-range': '"another"' } })
  t.equal(other.status, 200, 'parts of another file are of no use')
  t.equal((await bodyOf(other)).length, size)
  t.equal((await fetch(path, { headers: { range: `bytes=${size}-` } })).status, 416)
  t.equal((await fetch(path, { headers: { 'if-none-match': etag } })).status, 304)

  const hidden = await heard(bytes, { visibility: 'private' })
  const mine = await fetch(hidden, { redirect: 'manual', headers: { range: 'bytes=0-1', ...owner.bearer } })
  t.equal(mine.status, 206, 'what not everybody may hear never gets an address of the store')
})

t.test('a page from elsewhere may read it in parts, on both sides of the redirect', async t => {
  const { heard } = await listening(t, { S3_PUBLIC_ENDPOINT: s3.endpoint })
  const path = await heard(bytes)
  const { headers } = await fetch(path, { redirect: 'manual', headers: { origin: 'http://localhost:3000' } })
  t.equal(headers.get('access-control-allow-origin'), 'http://localhost:3000')
  // Fetch, 4.4: behind a redirect between two origins the page is nobody in particular.
  const location = headers.get('location')!
  for (const [method, expected] of [
    ['GET', 206],
    ['OPTIONS', 200],
  ] as const) {
    const answer = await fetch(location, {
      method,
      headers: {
        origin: 'null',
        ...(method === 'GET'
          ? { range: 'bytes=0-9' }
          : { 'access-control-request-method': 'GET', 'access-control-request-headers': 'if-range,range' }),
      },
    })
    t.equal(answer.status, expected, method)
    t.equal(answer.headers.get('access-control-allow-origin'), '*')
    if (method === 'GET')
      for (const name of ['etag', 'content-range', 'accept-ranges'])
        t.match(answer.headers.get('access-control-expose-headers')?.toLowerCase(), name)
    else t.match(answer.headers.get('access-control-allow-headers'), /if-range.*range/)
    await bodyOf(answer)
  }
})

t.test('many who take their time keep nobody else from the store', async t => {
  const { heard, app } = await listening(t, {})
  // More than sockets take in between.
  const long = await heard(Buffer.alloc(16 * 1024 * 1024))
  const short = await heard(bytes)
  const open = Array.from({ length: 70 }, () => request(long).end())
  t.teardown(() => {
    for (const one of open) one.destroy()
  })
  const statuses = await Promise.all(
    open.map(async one => {
      const [answer] = (await once(one, 'response')) as [IncomingMessage]
      one.on('error', () => {})
      answer.on('error', () => {})
      return answer.statusCode
    }),
  )
  t.ok(statuses.every(status => status === 200))
  t.ok((await bodyOf(await fetch(short))).equals(bytes))
  t.ok(await app.storage.head('nothing/there').then(found => found === undefined))
  for (const one of open) one.destroy()
})
