import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { insertShown } from '@mudig/db/testing/objects'
import { aPlaylist } from '@mudig/db/testing/playlists'
import { newPictureKey } from '@mudig/shared/objects/keys'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'

const kept = [
  'accept-ranges',
  'content-disposition',
  'content-encoding',
  'content-range',
  'etag',
  'expires',
  'last-modified',
]

t.test('a failure that comes instead of a prepared answer is kept by nobody, and says nothing of it', async t => {
  const test = await testApp(t)
  const bodies: Readable[] = []
  const answerWith = (read: (body: Readable) => void) => {
    test.app.storage.get = async () => {
      const body = new Readable({ read: () => read(body) })
      bodies.push(body)
      return { body, contentType: 'image/webp', contentLength: 50, etag: '"x"', contentRange: 'bytes 0-49/100' }
    }
  }
  const key = newPictureKey('karlo')
  await insertShown(test.db, [key], { bytes: 100 })
  const get = (headers = {}) => test.app.inject({ url: `/media/${key}`, headers: { range: 'bytes=0-49', ...headers } })
  const isBare = (answer: Awaited<ReturnType<typeof get>>, status: number) => {
    t.equal(answer.statusCode, status)
    t.equal(answer.headers['cache-control'], 'no-store')
    for (const name of kept) t.notOk(answer.headers[name], name)
    t.equal(Number(answer.headers['content-length'] ?? answer.rawPayload.length), answer.rawPayload.length)
  }
  answerWith(() => {})
  const [stalled, page] = await Promise.all([get(), get({ accept: 'text/html' })])
  isBare(stalled, 503)
  t.equal(outcome(stalled), '503 unavailable')
  t.ok(Number(stalled.headers['retry-after']) > 0)
  isBare(page, 503)
  t.match(page.headers['content-type'], 'text/html')
  t.ok(
    bodies.every(body => body.destroyed),
    'what was to be sent is let go',
  )

  answerWith(body => body.destroy(new Error('the store went away')))
  const broken = await get()
  isBare(broken, 503)
  t.match(broken.headers['content-type'], 'application/json')
})

t.test(
  'what is done after its 503 is found by a repeat with its key, and what fails then is told once, quietly',
  async t => {
    const test = await testApp(t)
    const [writer, fan] = [await aListener(test), await aListener(test)]
    const playlist_id = await aPlaylist(test.db, writer.id)
    const like = (key: string) =>
      test.app.inject({
        method: 'POST',
        url: '/playlist/like',
        headers: { ...fan.bearer, 'idempotency-key': key },
        payload: { playlist_id },
      })
    const { transaction } = test.app.ledger
    const late: Promise<unknown>[] = []
    let [go, fail] = [() => {}, (_: Error) => {}]
    const slow = (async (...given: Parameters<typeof transaction>) => {
      const gate = new Promise<void>((resolve, reject) => {
        go = resolve
        fail = reject
      })
      const done = gate.then(() => transaction(...given))
      late.push(done.catch(() => {}))
      return done
    }) as typeof transaction

    test.app.ledger.transaction = slow
    t.equal(outcome(await like('one')), '503 unavailable')
    go()
    await Promise.all(late)
    test.app.ledger.transaction = transaction
    const repeated = await like('one')
    t.equal(outcome(repeated), '201')
    t.match(repeated.json(), { like_playlist: true, like_count: 1 }, 'it finds the first, and does not turn it around')

    test.app.ledger.transaction = slow
    const failed = await like('two')
    t.equal(outcome(failed), '503 unavailable')
    fail(new Error('too late'))
    await Promise.all(late)
    await new Promise(setImmediate)
    const told = test
      .logs()
      .split('\n')
      .filter(line => line.includes('too late'))
    t.equal(told.length, 1)
    t.match(JSON.parse(told[0]!), {
      level: 40,
      request_id: failed.json().request_id,
      msg: 'a request that was answered 503 failed later',
    })
    t.notMatch(test.logs(), /reply\.sent|"level":"?(50|error)/)
  },
)

t.test('a body that takes more than a minute to arrive is not waited for, answered or not', async t => {
  const { app } = await testApp(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  /** Says that ten bytes come, and sends five. */
  const sender = (path: string) => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
    socket.on('data', chunk => {
      heard += chunk
    })
    socket.on('error', () => {})
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{"a":`,
    )
    return { closed, heard: () => heard }
  }
  const [waiting, answered] = [sender('/user/login'), sender('/nowhere')]
  await delay(300)
  t.equal(waiting.heard(), '')
  t.match(answered.heard(), /^HTTP\/1.1 404/)
  const { now } = performance
  t.teardown(() => {
    performance.now = now
  })
  performance.now = () => now.call(performance) + 61_000
  await Promise.all([waiting.closed, answered.closed])
  t.match(waiting.heard(), /^HTTP\/1.1 400 [\s\S]*malformed_body/)
})
