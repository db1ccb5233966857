import { aPlaylist } from '@mudig/db/testing/playlists'
import t, { type Test } from 'tap'
import { outcome, type TestApp, testApp } from '../testing/app.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const like = (
  { app }: TestApp,
  who: Listener | undefined,
  payload: object | string,
  headers: Record<string, string> = {},
) => app.inject({ method: 'POST', url: '/playlist/like', headers: { ...who?.bearer, ...headers }, payload })
const expect = (answer: Awaited<ReturnType<typeof like>>, wanted: string, t: Test, why?: string) =>
  t.equal(outcome(answer), wanted, why ?? answer.body)

t.test('a like, seen by whom it is, and the end of it', async t => {
  const test = await testApp(t)
  const [writer, fan] = [await aListener(test), await aListener(test)]
  const id = await aPlaylist(test.db, writer.id)
  const liked = await like(test, fan, { playlist_id: id })
  expect(liked, '201', t)
  t.strictSame(liked.json(), { message: '좋아요 성공했습니다.', like_playlist: true, like_count: 1 })
  const seenBy = async (who: Listener) =>
    (await test.app.inject({ url: `/playlist/detail/${id}`, headers: who.bearer })).json().playlist as Record<
      string,
      unknown
    >
  t.match(await seenBy(fan), { like_playlist: true, like_count: 1 })
  t.match(await seenBy(writer), { like_playlist: false, like_count: 1 })
  const profile = await test.app.inject({ url: '/user/profile', headers: fan.bearer })
  t.match(profile.json().liked_playlists, [{ id }])
  const again = await test.app.inject({
    method: 'POST',
    url: '/playlist/like/',
    headers: fan.bearer,
    payload: { playlist_id: `${id}` },
  })
  expect(again, '200', t)
  t.strictSame(again.json(), { message: '좋아요가 취소되었습니다.', like_playlist: false, like_count: 0 })
  t.match(await seenBy(fan), { like_playlist: false, like_count: 0 })
})

t.test('a click that is sent twice: by its key it counts once, and what is wanted can be said', async t => {
  const test = await testApp(t)
  const [writer, fan, other] = [await aListener(test), await aListener(test), await aListener(test)]
  const [playlist_id, another] = [await aPlaylist(test.db, writer.id), await aPlaylist(test.db, writer.id)]
  const count = async () =>
    (await test.db.selectFrom('playlists').select('like_count').where('id', '=', playlist_id).executeTakeFirstOrThrow())
      .like_count
  const told = async () =>
    (await test.db.selectFrom('jobs').select('id').where('queue', '=', 'notifications.notify').execute()).length

  const key = { 'idempotency-key': 'one-click' }
  const both = await Promise.all([1, 2, 3].map(() => like(test, fan, { playlist_id }, key)))
  for (const answer of [...both, await like(test, fan, { playlist_id: `${playlist_id}` }, key)]) {
    expect(answer, '201', t)
    t.strictSame(answer.json(), { message: '좋아요 성공했습니다.', like_playlist: true, like_count: 1 })
  }
  t.strictSame([await count(), await told()], [1, 1])
  expect(await like(test, fan, { playlist_id: another }, key), '409 idempotency_key_reused', t)
  expect(await like(test, fan, { playlist_id, liked: true }, key), '409 idempotency_key_reused', t)
  expect(await like(test, other, { playlist_id }, key), '201', t, 'the key of somebody else')
  const off = { 'idempotency-key': 'another' }
  for (const _ of [1, 2]) {
    const answer = await like(test, fan, { playlist_id }, off)
    expect(answer, '200', t)
    t.match(answer.json(), { message: '좋아요가 취소되었습니다.', like_count: 1 })
  }
  expect(await like(test, fan, { playlist_id }, key), '201', t, 'a late repeat is told what was, and changes nothing')
  await test.db
    .updateTable('idempotency_keys')
    .set({ created_at: new Date(Date.now() - 25 * 3_600_000) })
    .execute()
  expect(await like(test, fan, { playlist_id }, off), '201', t, 'a day later it is another click')
  for (const wrong of ['', 'with space', 'x'.repeat(256)])
    expect(await like(test, fan, { playlist_id }, { 'idempotency-key': wrong }), '400 invalid_input', t)

  for (const [liked, status, acts] of [
    [true, '201', 0],
    [false, '200', 1],
    [false, '200', 0],
    ['true', '201', 1],
    [true, '201', 0],
  ] as const) {
    await test.db.deleteFrom('jobs').execute()
    expect(await like(test, fan, { playlist_id, liked }), status, t, `${liked}`)
    t.equal(await told(), acts, 'only what changes something is told')
  }
  t.equal(await count(), 2)
  for (const liked of ['1', '', 'yes', 1, null, []])
    expect(await like(test, fan, { playlist_id, liked }), '400 invalid_input', t)
})

t.test('what a stranger does not see they cannot like, and its writer can like what is private', async t => {
  const test = await testApp(t)
  const { db } = test
  const [writer, stranger, gone] = [await aListener(test), await aListener(test), await aListener(test)]
  const secret = await aPlaylist(db, writer.id, { is_public: false })
  const unseen = {
    private: secret,
    hidden: await aPlaylist(db, writer.id, { is_active: false }),
    unfinished: await aPlaylist(db, writer.id, { status: 'matching' }),
    'of somebody who left': await aPlaylist(db, gone.id),
    unknown: 987_654,
  }
  await hide(test, gone)
  for (const [what, playlist_id] of Object.entries(unseen))
    expect(await like(test, stranger, { playlist_id }), '404 playlist_not_found', t, what)
  expect(await like(test, writer, { playlist_id: secret }), '201', t)
  const shown = await aPlaylist(db, writer.id)
  expect(await like(test, gone, { playlist_id: shown }), '401 token_invalid', t, 'who has left')
  expect(await like(test, undefined, { playlist_id: shown }), '401 not_signed_in', t)
})

t.test('what names no playlist is refused', async t => {
  const test = await testApp(t)
  const fan = await aListener(test)
  for (const playlist_id of [
    undefined,
    null,
    '',
    'x',
    '1x',
    0,
    -1,
    1.5,
    '1.5',
    1e300,
    '9'.repeat(20),
    true,
    [1],
    { id: 1 },
    '\0',
  ])
    expect(await like(test, fan, { playlist_id }), '400 invalid_input', t, JSON.stringify(playlist_id))
  const json = { 'content-type': 'application/json' }
  for (const body of ['[]', '1', 'null']) expect(await like(test, fan, body, json), '400 invalid_input', t, body)
  expect(await like(test, fan, '{"playlist_id":', json), '400 malformed_body', t)
  expect(await like(test, fan, 'playlist_id=1', { 'content-type': 'text/plain' }), '415 unsupported_media_type', t)
})

t.test('one account likes sixty times a minute, however many others do at its address', async t => {
  const test = await testApp(t)
  const [writer, eager, other] = [await aListener(test), await aListener(test), await aListener(test)]
  const playlist_id = await aPlaylist(test.db, writer.id)
  const outcomes = await Promise.all(Array.from({ length: 60 }, () => like(test, eager, { playlist_id })))
  t.strictSame([...new Set(outcomes.map(({ statusCode }) => statusCode))].sort(), [200, 201])
  const limited = await like(test, eager, { playlist_id })
  expect(limited, '429 rate_limited', t)
  t.ok(Number(limited.headers['retry-after']) > 0)
  expect(await like(test, other, { playlist_id }), '201', t)
  t.strictSame(await test.db.selectFrom('playlists').select('like_count').execute(), [{ like_count: 1 }])
})
