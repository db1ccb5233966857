import { topics } from '@mudig/db/core/topics'
import { settleAct } from '@mudig/db/domains'
import { channels } from '@mudig/db/ledger/ledger'
import { markRead } from '@mudig/db/notifications/notifications'
import { aLike, aPlaylist } from '@mudig/db/testing/playlists'
import { until } from '@mudig/sandbox/servers/until'
import t, { type Test } from 'tap'
import { post, startApp, type TestApp, testApp } from '../testing/app.js'
import { aListener, type Listener } from '../testing/listeners.js'

t.jobs = 1
const soon = { withinMs: 15_000 }
const test = await testApp(t)
const other = await startApp(t, test.config)
const [here, there] = await Promise.all([test, other].map(({ app }) => app.listen({ host: '127.0.0.1', port: 0 })))

interface Heard {
  id: number
  event: string
  data: { unread_count: number; notification?: { id: number; text: string; actor_count: number; is_read: boolean } }
}

/** Listens as a client does. */
const listen = async (
  t: Test,
  { bearer }: Listener,
  options: { at?: string | undefined; after?: number | string; language?: string } = {},
) => {
  const over = new AbortController()
  t.teardown(() => over.abort())
  const headers: Record<string, string> = { ...bearer, 'accept-language': options.language ?? 'en' }
  if (options.after !== undefined) headers['last-event-id'] = String(options.after)
  const answer = await fetch(`${options.at ?? here}/notification/events`, { headers, signal: over.signal })
  t.equal(answer.status, 200)
  t.equal(answer.headers.get('content-type'), 'text/event-stream')
  const heard: Heard[] = []
  let hasEnded = false
  const reading = async () => {
    let text = ''
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      const frames = (text + chunk).split('\n\n')
      text = frames.pop()!
      for (const frame of frames) {
        const fields = Object.fromEntries(
          frame.split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        )
        if (fields.event) heard.push({ id: Number(fields.id), event: fields.event, data: JSON.parse(fields.data!) })
      }
    }
  }
  reading().then(
    () => (hasEnded = true),
    () => (hasEnded = true),
  )
  return {
    heard,
    leave: () => over.abort(),
    /** Waits for so many events. */
    hears: async (count: number) => {
      await until(async () => heard.length >= count, soon)
      return heard
    },
    ends: () => until(async () => hasEnded, soon),
  }
}

/** Somebody likes one of my playlists, and I am told by a worker. */
const like = async ({ app, db }: TestApp, me: Listener, playlist?: number) => {
  const fan = await aListener(test)
  const playlist_id = playlist ?? (await aPlaylist(db, me.id, { title: 'Rain' }))
  await aLike(db, fan.id, playlist_id)
  await app.ledger.transaction(trx => settleAct(trx, { v: 1, act: 'like', user_id: fan.id, playlist_id }))
  return { fan, playlist: playlist_id }
}

t.test('begins with the present and goes on with each act, wherever it was told', async t => {
  const me = await aListener(test)
  await like(test, me)
  const streams = [await listen(t, me), await listen(t, me, { at: there })]
  for (const { hears } of streams) t.strictSame(await hears(1), [{ id: 1, event: 'unread', data: { unread_count: 1 } }])
  const { fan, playlist } = await like(test, me)
  for (const { hears } of streams)
    t.match((await hears(2))[1], {
      id: 2,
      event: 'notification',
      data: {
        unread_count: 2,
        notification: { text: `${fan.name} liked your playlist “Rain”.`, playlist: { id: playlist }, is_read: false },
      },
    })
  await like(other, me, playlist)
  for (const { hears } of streams) {
    const [, one, two] = await hears(3)
    t.match(two, {
      id: 3,
      event: 'notification',
      data: { unread_count: 2, notification: { id: one!.data.notification!.id, actor_count: 2 } },
    })
  }
  await other.app.ledger.transaction(trx => markRead(trx, me.id, { all: true }))
  for (const { hears } of streams) t.match((await hears(4))[3], { id: 4, event: 'unread', data: { unread_count: 0 } })
})

t.test('nobody hears what somebody else is told', async t => {
  const [me, stranger] = [await aListener(test), await aListener(test)]
  const [mine, theirs] = [await listen(t, me), await listen(t, stranger)]
  await like(test, me)
  await mine.hears(2)
  await like(test, stranger)
  t.match(await theirs.hears(2), [
    { event: 'unread', data: { unread_count: 0 } },
    { id: 1, event: 'notification' },
  ])
})

t.test('goes on at another process after the last event that was heard', async t => {
  const me = await aListener(test)
  const first = await listen(t, me, { language: 'ko' })
  await first.hears(1)
  const { playlist } = await like(test, me)
  const [, seen] = await first.hears(2)
  t.match(seen!.data.notification!.text, /님이 회원님의 ‘Rain’ 플레이리스트를 좋아합니다\./)
  first.leave()
  t.ok(await first.ends())

  await like(test, me)
  for (let i = 0; i < 3; i++) await like(test, me, playlist)
  const second = await listen(t, me, { at: there, after: seen!.id })
  const missed = await second.hears(2)
  t.match(missed, [
    { id: 2, event: 'notification', data: { unread_count: 2, notification: { actor_count: 1 } } },
    {
      id: 5,
      event: 'notification',
      data: { unread_count: 2, notification: { id: seen!.data.notification!.id, actor_count: 4 } },
    },
  ])
  const fromTheBeginning = await listen(t, me, { after: 0 })
  t.strictSame(
    (await fromTheBeginning.hears(2)).map(({ id }) => id),
    [2, 5],
  )
  await test.app.ledger.transaction(trx => markRead(trx, me.id, { all: true }))
  for (const stream of [second, fromTheBeginning])
    t.match((await stream.hears(3))[2], { id: 6, event: 'unread', data: { unread_count: 0 } })
  const unknown = await listen(t, me, { after: 999_999 })
  t.match(await unknown.hears(1), [{ id: 6, event: 'unread' }])
  for (const after of ['', 'nonsense', '-1']) {
    const present = await listen(t, me, { after })
    t.match(await present.hears(1), [{ id: 6, event: 'unread' }], 'what names no event is the present')
    present.leave()
  }
})

t.test('what was missed comes whole, however much it is', async t => {
  const me = await aListener(test)
  const count = 120
  for (let i = 0; i < count; i++) await like(test, me)
  const stream = await listen(t, me, { after: 1 })
  t.strictSame(
    (await stream.hears(count - 1)).map(({ id }) => id),
    Array.from({ length: count - 1 }, (_, i) => i + 2),
  )
})

t.test('ends with the session, and leaves nothing behind', async t => {
  const me = await aListener(test)
  const listening = async () => {
    const [, count] = (await test.app.redis.pubsub(
      'NUMSUB',
      channels.changes(test.config.redis.prefix, topics.notifications(me.id)),
    )) as [string, number]
    return Number(count)
  }
  const [one, two] = [await listen(t, me), await listen(t, me, { at: there })]
  for (const { hears } of [one, two]) await hears(1)
  t.ok(await until(async () => (await listening()) === 2, soon))
  t.equal((await post(test.app, '/user/logout', undefined, me.bearer)).statusCode, 200)
  t.ok(await one.ends())
  t.ok(await two.ends())
  t.ok(await until(async () => (await listening()) === 0, soon))
  t.equal(test.logs().match(/"level":[56]0.*/)?.[0], undefined)
})

t.test('shares the places of whatever else streams', async t => {
  const me = await aListener(test)
  for (let i = 0; i < 10; i++) await listen(t, me)
  const refused = await fetch(`${here}/notification/events`, { headers: me.bearer })
  t.equal(refused.status, 429)
  t.match(await refused.json(), { code: 'rate_limited' })
  t.ok(Number(refused.headers.get('retry-after')) > 0)
})
