import { aTrack, aTrackFile, type TestTrack } from '@mudig/db/testing/tracks'
import t from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { aListener, hide } from '../testing/listeners.js'

const test = await testApp(t, { PUBLIC_URL: 'https://api.example/base' })
const { app, db } = test
t.jobs = 1

const ask = (name: string, headers: Record<string, string> = {}) =>
  app.inject({ url: `/song/feed/${name}.rss`, headers })
const sounding = async (owner: number, given: TestTrack = {}) => {
  const id = await aTrack(db, owner, given)
  await aTrackFile(db, id, 'aac', { bytes: 1_234_567, content_type: 'audio/mp4' })
  return id
}
const ids = (body: string) => [...body.matchAll(/mudig:track:(\d+)/g)].map(([, id]) => Number(id))

t.test('the tracks of somebody as podcast players read them', async t => {
  const owner = await aListener(test)
  const first = await sounding(owner.id, {
    title: 'A & B <script>"x"</script>',
    description: ']]> 비\u000b',
    duration_ms: 61_400,
  })
  const second = await sounding(owner.id)
  for (const visibility of ['private', 'followers'] as const) await sounding(owner.id, { visibility })
  for (const state of ['draft', 'failed', 'removed'] as const) await sounding(owner.id, { state })
  const taken = await sounding(owner.id)
  await db.updateTable('subjects').set({ hidden_at: new Date() }).where('id', '=', taken).execute()
  await db
    .updateTable('tracks')
    .set({ ready_at: new Date('2026-11-30T01:02:03Z') })
    .where('id', '=', first)
    .execute()
  const answer = await ask(`${owner.id}`)
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, {
    'content-type': 'application/rss+xml; charset=utf-8',
    'cache-control': 'public, max-age=60',
    etag: /^"[\w-]{43}"$/,
  })
  t.strictSame(ids(answer.body), [second, first], 'the newest first, and what everybody may hear')
  const item = answer.body.split('<item>')[2]!
  for (const part of [
    '<title>A &#38; B &#60;script&#62;&#34;x&#34;&#60;/script&#62;</title>',
    '<description>]]&#62; 비</description>',
    '<pubDate>Mon, 30 Nov 2026 01:02:03 GMT</pubDate>',
    `<enclosure url="https://api.example/base/song/${first}/stream.m4a" length="1234567" type="audio/mp4"/>`,
    '<itunes:duration>61</itunes:duration>',
  ])
    t.ok(item.includes(part), part)
  t.ok(answer.body.includes(`<atom:link href="https://api.example/base/song/feed/${owner.id}.rss" rel="self"`))

  const etag = answer.headers.etag as string
  const kept = await ask(`${owner.id}`, { 'if-none-match': etag })
  t.equal(kept.statusCode, 304)
  t.equal(kept.body, '')
  await sounding(owner.id)
  t.equal((await ask(`${owner.id}`, { 'if-none-match': etag })).statusCode, 200, 'something is new')

  await db.updateTable('users').set({ handle: 'min.su_1' }).where('id', '=', owner.id).execute()
  t.strictSame(ids((await ask('min.su_1')).body).slice(1), [second, first], 'by the handle')
})

t.test('at most a hundred', async t => {
  const owner = await aListener(test)
  const made: number[] = []
  for (let n = 0; n < 101; n += 1) made.unshift(await sounding(owner.id))
  t.strictSame(ids((await ask(`${owner.id}`)).body), made.slice(0, 100))
})

t.test('of whom nothing is told', async t => {
  const none = await aListener(test)
  const empty = await ask(`${none.id}`)
  t.equal(empty.statusCode, 200, 'somebody without tracks')
  t.strictSame(ids(empty.body), [])
  const [closed, left, suspended] = [await aListener(test), await aListener(test), await aListener(test)]
  for (const { id } of [closed, left, suspended]) await sounding(id)
  await db.updateTable('users').set({ is_private: true }).where('id', '=', closed.id).execute()
  await db.updateTable('users').set({ suspended_at: new Date() }).where('id', '=', suspended.id).execute()
  await hide(test, left)
  for (const name of [
    closed.id,
    left.id,
    suspended.id,
    999_999_999,
    '0',
    '01',
    `0${none.id}`,
    '9'.repeat(30),
    'nobody.has.this',
  ])
    t.equal(outcome(await ask(`${name}`)), '404 not_found', `${name}`)
  for (const name of ['A', 'a%20b', '%00', 'a'.repeat(31)]) t.equal((await ask(name)).statusCode, 404, name)
  t.equal((await app.inject('/song/feed/minsu')).statusCode, 404)
})
