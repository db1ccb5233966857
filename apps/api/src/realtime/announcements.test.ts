import { setTimeout as delay } from 'node:timers/promises'
import { topics } from '@mudig/db/core/topics'
import { channels } from '@mudig/db/ledger/ledger'
import { append } from '@mudig/db/playlists/events'
import { testDatabase } from '@mudig/db/testing/database'
import { inTransaction } from '@mudig/db/testing/rows'
import { until } from '@mudig/sandbox/servers/until'
import { tcpProxy } from '@mudig/shared/testing/tcp-proxy'
import t, { type Test } from 'tap'
import { post, startApp, testConfig } from '../testing/app.js'
import { aListener } from '../testing/listeners.js'

t.jobs = 1
const soon = { withinMs: 15_000 }
const rarely = 15_000

/** The app with a Redis that the test may silence. */
const behindProxy = async (t: Test) => {
  const { url, redisUrl, redisPrefix } = await testDatabase(t)
  const direct = new URL(redisUrl)
  const proxy = await tcpProxy({ host: direct.hostname, port: Number(direct.port) })
  t.teardown(() => proxy.close())
  direct.host = `127.0.0.1:${proxy.port}`
  const test = await startApp(t, testConfig({ DATABASE_URL: url, REDIS_URL: direct.href, REDIS_PREFIX: redisPrefix }))
  return { ...test, proxy, announcements: test.app.announcements }
}

t.test('watchers look rarely while hints arrive, and often while they do not', async t => {
  const { announcements, proxy, app, config } = await behindProxy(t)
  t.not(announcements.lookEveryMs(), rarely, 'it has to be seen first')
  const topic = topics.playlist(1)
  const watched = announcements.listen(topic)
  const over = new AbortController().signal
  t.ok(await until(() => announcements.lookEveryMs() === rarely, soon))
  while (await watched.next(10, over));
  const woken = watched.next(30_000, over)
  proxy.silence()
  t.equal(await woken, true, 'who waits is told that hints have ceased')
  t.ok(announcements.lookEveryMs() < 2_000)
  const back = watched.next(30_000, over)
  proxy.pass()
  t.equal(await back, true, 'and looks once more when they are back')
  t.ok(await until(() => announcements.lookEveryMs() === rarely, soon))
  while (await watched.next(10, over));
  const hinted = watched.next(30_000, over)
  await app.redis.publish(channels.changes(config.redis.prefix, topic), '1')
  t.equal(await hinted, true)
  watched.close()
})

t.test('a subscription that was lost without a word is made anew', async t => {
  const { announcements, proxy, app, config } = await behindProxy(t)
  const [topic, other] = [topics.playlist(1), topics.playlist(2)]
  const watched = [announcements.listen(topic), announcements.listen(other)]
  const over = new AbortController().signal
  t.ok(await until(() => announcements.lookEveryMs() === rarely, soon))
  proxy.halfOpen()
  t.ok(await until(() => announcements.lookEveryMs() < rarely, soon))
  t.ok(await until(() => announcements.lookEveryMs() === rarely, { withinMs: 60_000 }), 'echoes are heard again')
  for (const [n, hinted] of [topic, other].entries()) {
    const came = async () => {
      while (await watched[n]!.next(10, over));
      const next = watched[n]!.next(1_000, over)
      await app.redis.publish(channels.changes(config.redis.prefix, hinted), '1')
      return next
    }
    t.ok(await until(came, soon), 'and hints')
  }
})

t.test('a stream goes on promptly when Redis dies beside it', async t => {
  const test = await behindProxy(t)
  const { app, db, proxy, announcements } = test
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const me = await aListener(test)
  const wish = { situations: '비 오는 밤', genre: 'K-POP', year: '2010년대' }
  const { job, playlist } = (
    await post(app, '/playlist/create', wish, { ...me.bearer, prefer: 'respond-async' })
  ).json()
  const over = new AbortController()
  t.teardown(() => over.abort())
  const answer = await fetch(`${url}/playlist/jobs/${job.id}/events`, { headers: me.bearer, signal: over.signal })
  let text = ''
  const reading = async () => {
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) text += chunk
  }
  reading().catch(() => {})
  t.ok(await until(() => announcements.lookEveryMs() === rarely, soon))

  // Nobody hints at this one, so while hints are trusted it is seen late; a look that was under way may still find it.
  proxy.silence()
  const since = performance.now()
  await inTransaction(db, trx => append(trx, [playlist.id], 'progress', { stage: 'without a hint' }))
  t.ok(await until(() => text.includes('without a hint'), soon))
  const tookMs = performance.now() - since
  t.ok(tookMs < 8_000, `seen after ${Math.round(tookMs)} ms`)
})

t.test('a stream to which nothing happens hardly asks Postgres', async t => {
  const test = await behindProxy(t)
  const { app, db, announcements } = test
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const me = await aListener(test)
  const wish = { situations: '비 오는 밤', genre: 'K-POP', year: '2010년대' }
  const { job, playlist } = (
    await post(app, '/playlist/create', wish, { ...me.bearer, prefer: 'respond-async' })
  ).json()
  const over = new AbortController()
  t.teardown(() => over.abort())
  const answer = await fetch(`${url}/playlist/jobs/${job.id}/events`, { headers: me.bearer, signal: over.signal })
  t.equal(answer.status, 200)
  t.ok(await until(() => announcements.lookEveryMs() === rarely, soon))
  let asked = 0
  const execute = db.getExecutor().executeQuery
  const executor = db.getExecutor() as { executeQuery: typeof execute }
  executor.executeQuery = async function (this: unknown, query: { sql: string }) {
    if (query.sql.includes('playlist_events')) asked++
    return execute.call(this, query as never)
  } as typeof execute
  // Where Redis is slow for a moment, because the machine is busy, Postgres is asked instead.
  const isCalm = async () => {
    asked = 0
    await delay(4_000)
    return asked <= 1
  }
  t.ok(await until(isCalm, { withinMs: 30_000 }), 'at most once in four seconds')
  const before = asked
  await app.redis.publish(channels.changes(test.config.redis.prefix, topics.playlist(playlist.id)), '1')
  t.ok(await until(() => asked > before, soon), 'but when there is a hint')
})
