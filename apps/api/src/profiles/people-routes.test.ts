import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { deliver } from '../testing/deliver.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const [me, other] = [await aListener(test, '밤의라디오'), await aListener(test, '새벽별')]
  const get = async (who: Listener, url: string) => (await test.app.inject({ url, headers: who.bearer })).json()
  const follow = (who: Listener, id: unknown, key?: string) =>
    test.app.inject({
      method: 'POST',
      url: '/user/follow',
      headers: { ...who.bearer, ...(key !== undefined && { 'idempotency-key': key }) },
      payload: { to_follow_id: id },
    })
  return { test, app: test.app, me, other, get, follow }
}

t.test('who I am, and who is called so', async t => {
  const { test, app, me, other, get } = await setUp(t)
  t.strictSame(await get(me, '/user'), {
    data: { user_id: me.id, user_name: '밤의라디오', user_image: 'profile/basic.png' },
  })
  const find = async (name: unknown) =>
    app.inject({ method: 'POST', url: '/user/search', headers: me.bearer, payload: { name } })
  for (const name of ['새벽별', '벽별', 'ㅅㅂㅂ'])
    t.strictSame((await find(name)).json(), { user_info: [{ user_id: other.id, user_name: '새벽별' }] }, name)
  for (const name of ['', ' ', '%', 'nobody is called so'])
    t.strictSame((await find(name)).json(), { user_info: [] }, name)
  for (const name of [undefined, 7, 'x'.repeat(101), 'a\u0000'])
    t.equal(outcome(await find(name)), '400 invalid_input', String(name))
  await hide(test, other)
  t.strictSame((await find('새벽별')).json(), { user_info: [] })
  t.equal(outcome(await app.inject({ url: '/user', headers: other.bearer })), '401 token_invalid')
})

t.test('a press follows, the next one ends it, and a repeat by key is no press', async t => {
  const { test, me, other, get, follow } = await setUp(t)
  t.strictSame((await follow(me, other.id)).json(), { message: 'FOLLOWED', is_following: true })
  t.match(await get(me, '/user/follow'), {
    following: [{ id: other.id, name: '새벽별', song_count: 0, follower_count: 1 }],
    next_cursor: null,
  })
  t.strictSame((await follow(me, `${other.id}`)).json(), { message: 'UNFOLLOWED', is_following: false })
  for (let n = 0; n < 3; n++)
    t.strictSame((await follow(me, other.id, 'k')).json(), { message: 'FOLLOWED', is_following: true })
  t.match(outcome(await follow(me, me.id, 'k')), /idempotency_key_reused/)
  await deliver(test)
  t.match(await get(other, '/notification'), { notifications: [{ kind: 'followed', actors: [{ id: me.id }] }] })
  t.match((await follow(me, me.id)).json(), { code: 'follow_oneself', message: 'SELF_FOLLOW' })
  t.match((await follow(me, 987_654)).json(), { code: 'user_not_found' })
  for (const id of [undefined, null, 0, 'x', true, {}, 1.5])
    t.match((await follow(me, id)).json(), { code: 'invalid_input', message: 'INVALID_KEY' }, String(id))
})

t.test('red dots go out by being seen: follows by /user/status, and nothing else by that', async t => {
  const { test, app, me, other, get, follow } = await setUp(t)
  const dots = async () => (await get(me, '/user/notification')).data
  t.strictSame(await get(me, '/user/status'), { data: [], message: 'EMPTY_UPDATES' })
  await follow(other, me.id)
  await deliver(test)
  t.match(await dots(), { follow_checked: false, follower_id: other.id, message_checked: true, sender: null })
  t.equal((await app.inject({ method: 'HEAD', url: '/user/status', headers: me.bearer })).statusCode, 404)
  await get(me, '/notification')
  t.match(await dots(), { follow_checked: false }, 'looking elsewhere marks nothing')
  const status = await get(me, '/user/status')
  t.notOk('message' in status, 'the first clients take any message for "none"')
  t.match(status.data, [
    {
      follower_id: other.id,
      follower_name: '새벽별',
      follower_image: 'profile/basic.png',
      follower_follower_count: 0,
      follower_song_count: 0,
      follow_at: /^\d{4}-\d\d-\d\dT/,
      is_checked: false,
      mutual_follow: false,
    },
  ])
  t.match(await get(me, '/user/status'), { data: [], message: 'EMPTY_UPDATES' })
  t.match(await dots(), { follow_checked: true, follower_id: null })
  t.match(await get(me, '/notification'), { unread_count: 1 }, 'and notifications are read by themselves')
})

t.test('recommendations', async t => {
  const { test, app, me, other, get, follow } = await setUp(t)
  const third = await aListener(test)
  await follow(me, other.id)
  await follow(other, third.id)
  t.strictSame((await get(me, '/user/recommendation')).data, [
    {
      id: third.id,
      name: third.name,
      profile_image: 'profile/basic.png',
      song_count: 0,
      to_follow_count: 1,
      mutual_follow: false,
    },
  ])
  await app.inject({ method: 'PUT', url: `/blocks/${me.id}`, headers: third.bearer })
  t.strictSame(await get(me, '/user/recommendation?limit=20'), { data: [] })
  for (const limit of ['0', '21', 'x', '1.5'])
    t.match(await get(me, `/user/recommendation?limit=${limit}`), { code: 'invalid_input' })
})
