import { getEventListeners, once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { topics } from '@mudig/db/core/topics'
import { channels } from '@mudig/db/ledger/ledger'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { post, testApp } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'

const test = await testApp(t)
const { app, db, config } = test
const address = await app.listen({ host: '127.0.0.1', port: 0 })
t.jobs = 1
const listenersAtRest = getEventListeners(app.stopping, 'abort').length
const soon = { withinMs: 10_000 }

const aDig = async () => {
  const me = await aListener(test)
  const wish = { situations: '비 오는 밤', genre: 'K-POP', year: '2010년대' }
  const { job, playlist } = (
    await post(app, '/playlist/create', wish, { ...me.bearer, prefer: 'respond-async' })
  ).json()
  return { me, path: `/playlist/jobs/${job.id}/events`, playlist: playlist.id as number }
}

/** Asks on a socket of its own and waits for the first bytes. */
const watch = async ({ me, path }: Awaited<ReturnType<typeof aDig>>): Promise<{ socket: Socket; begin: string }> => {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${me.bearer.authorization}\r\n\r\n`)
  const [begin] = await once(socket, 'data')
  return { socket, begin: String(begin) }
}

/** How many processes still listen for news of a playlist. */
const listening = async (playlist: number): Promise<number> => {
  const [, count] = (await app.redis.pubsub(
    'NUMSUB',
    channels.changes(config.redis.prefix, topics.playlist(playlist)),
  )) as [string, number]
  return Number(count)
}

t.test('a stream has the headers that proxies and browsers need, whatever Accept says', async t => {
  const { me, path } = await aDig()
  const over = new AbortController()
  const headers = { ...me.bearer, accept: 'application/json', origin: 'http://localhost:3000' }
  const answer = await fetch(`${address}${path}`, { headers, signal: over.signal })
  t.equal(answer.status, 200)
  t.match(Object.fromEntries(answer.headers), {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'access-control-allow-origin': 'http://localhost:3000',
    'x-request-id': /./,
  })
  over.abort()
})

t.test('who leaves is no error, and nothing of the stream stays', async t => {
  const dig = await aDig()
  const { socket, begin } = await watch(dig)
  t.match(begin, /^HTTP\/1\.1 200 /)
  t.ok(await until(async () => (await listening(dig.playlist)) === 1, soon))
  t.ok(getEventListeners(app.stopping, 'abort').length > listenersAtRest)
  socket.destroy()
  t.ok(await until(async () => (await listening(dig.playlist)) === 0, soon))
  t.ok(await until(() => test.logs().includes(`"path":"${dig.path}"`), soon))
  t.ok(await until(() => getEventListeners(app.stopping, 'abort').length === listenersAtRest, soon))
  t.equal(test.logs().match(/"level":[56]0.*/)?.[0], undefined)
})

t.test('who stops reading and then leaves is forgotten too', async t => {
  const dig = await aDig()
  const data = JSON.stringify({ stage: 'compose', title: 'x'.repeat(50_000) })
  const rows = Array.from({ length: 400 }, (_, index) => ({
    playlist_id: dig.playlist,
    seq: 1_000 + index,
    type: 'progress',
    data,
  }))
  await db.insertInto('playlist_events').values(rows).execute()
  const { socket } = await watch(dig)
  socket.pause()
  t.ok(await until(async () => (await listening(dig.playlist)) === 1, soon))
  socket.destroy()
  t.ok(await until(async () => (await listening(dig.playlist)) === 0, soon))
  t.equal(test.logs().match(/"level":[56]0.*/)?.[0], undefined)
})

t.test('one listener has ten streams at once', async t => {
  const dig = await aDig()
  const ten = await Promise.all(Array.from({ length: 10 }, () => watch(dig)))
  for (const { begin } of ten) t.match(begin, /^HTTP\/1\.1 200 /)
  const refused = await fetch(`${address}${dig.path}`, { headers: dig.me.bearer })
  t.equal(refused.status, 429)
  t.match(await refused.json(), { code: 'rate_limited' })
  t.ok(Number(refused.headers.get('retry-after')) > 0)
  const somebodyElse = await watch(await aDig())
  t.match(somebodyElse.begin, /^HTTP\/1\.1 200 /)

  ten[0]!.socket.destroy()
  const another = async () => (await watch(dig)).begin.startsWith('HTTP/1.1 200 ')
  t.ok(await until(another, soon), 'when one has ended another may begin')
})
