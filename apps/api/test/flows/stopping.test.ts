import t from 'tap'
import { endedOnce } from './once.js'
import { stack } from './stack.js'

t.test('an API that is asked to stop answers who waits with 202 and ends who watches', async t => {
  const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t)
  const [leaving, staying] = await Promise.all([startApi(), startApi(), startWorker()])
  const me = await listener(leaving.url)
  await vendors.hold({ vendor: 'karlo' })
  const waiting = me.dig('기다려', {} as never)
  await vendors.untilHeld('karlo')
  const { id } = await db
    .selectFrom('jobs')
    .select('id')
    .where('queue', '=', 'playlists.compose')
    .executeTakeFirstOrThrow()
  const stream = await fetch(`${leaving.url}/playlist/jobs/${id}/events`, {
    headers: { authorization: `Bearer ${me.token}` },
  })
  t.equal(stream.status, 200)
  const since = performance.now()
  const [code, answer, seen] = await Promise.all([leaving.stop(), waiting, stream.text()])
  t.equal(code, 0)
  t.ok(performance.now() - since < 10_000, `stopped after ${Math.round(performance.now() - since)} ms`)
  t.equal(answer.status, 202)
  t.equal(answer.headers.get('location'), `/playlist/jobs/${id}`)
  t.match(seen, /^event: song$/m)
  t.notMatch(seen, /^event: done$/m)
  await vendors.release()
  t.match(await me.at(staying.url).untilEnded(id), { status: 'ready' }, 'the dig goes on without it')
  const rest = await me.at(staying.url).watch(id, [...seen.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1])
  t.equal(rest.at(-1)?.event, 'done', 'and so does the watching, elsewhere')
  await untilIdle()
  await endedOnce(t, db, answer.body.playlist.id)
})
