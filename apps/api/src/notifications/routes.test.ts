import { aPlaylist } from '@mudig/db/testing/playlists'
import { notices } from '@mudig/shared/notices.gen'
import { notify } from '@mudig/shared/notifications/queues'
import t from 'tap'
import { goodPassword, outcome, post, signUp, type TestApp, testApp } from '../testing/app.js'
import { deliver } from '../testing/deliver.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const english = { 'accept-language': 'en' }

const get = ({ app }: TestApp, url: string, { bearer }: Pick<Listener, 'bearer'>, headers: object = {}) =>
  app.inject({ url, headers: { ...bearer, ...headers } })
const put = ({ app }: TestApp, url: string, { bearer }: Pick<Listener, 'bearer'>, payload: object) =>
  app.inject({ method: 'PUT', url, headers: bearer, payload })
const listed = async (test: TestApp, one: Listener, query = '', headers: object = {}) =>
  (await get(test, `/notification${query}`, one, headers)).json()
const follow = ({ app }: TestApp, one: Listener, other: Listener) =>
  post(app, `/user/${other.id}/follow`, undefined, one.bearer)
const like = ({ app }: TestApp, one: Listener, playlist_id: number) =>
  post(app, '/playlist/like', { playlist_id }, one.bearer)
const comment = async ({ app }: TestApp, one: Listener, playlist_id: number, parent_id?: number): Promise<number> => {
  const url = parent_id === undefined ? '/playlist/comment/write' : '/playlist/recomment/write'
  const answer = await post(app, url, { playlist_id, parent_id, content: `${Math.random()}` }, one.bearer)
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json().comment.id
}

t.test('each act reaches whom it concerns, in Korean or English', async t => {
  const test = await testApp(t)
  const [me, fan, other] = [await aListener(test, '디거'), await aListener(test, '민수'), await aListener(test, 'ann')]
  const playlist = await aPlaylist(test.db, me.id, { title: '비 오는 밤', thumbnail: 'karlo/x.webp' })
  t.equal((await follow(test, fan, me)).statusCode, 201)
  t.equal((await like(test, fan, playlist)).statusCode, 201)
  t.equal((await like(test, other, playlist)).statusCode, 201)
  const mine = await comment(test, me, playlist)
  const theirs = await comment(test, fan, playlist)
  const reply = await comment(test, other, playlist, mine)
  t.equal(await deliver(test), 6)

  const answer = await get(test, '/notification/', me)
  t.equal(answer.statusCode, 200)
  const shown = { id: playlist, title: '비 오는 밤', thumbnail: 'karlo/x.webp' }
  const common = { id: Number, is_read: false, created_at: /^\d{4}-.+[+Z]/, updated_at: /^\d{4}-.+[+Z]/ }
  t.match(answer.json(), {
    unread_count: 4,
    next_cursor: null,
    notifications: [
      {
        ...common,
        kind: 'replied',
        text: 'ann님이 ‘비 오는 밤’ 플레이리스트의 회원님 댓글에 답글을 남겼습니다.',
        comment_id: reply,
        playlist: shown,
      },
      {
        ...common,
        kind: 'commented',
        text: '민수님이 회원님의 ‘비 오는 밤’ 플레이리스트에 댓글을 남겼습니다.',
        comment_id: theirs,
        playlist: shown,
      },
      {
        ...common,
        kind: 'liked',
        text: 'ann님과 민수님이 회원님의 ‘비 오는 밤’ 플레이리스트를 좋아합니다.',
        actors: [
          { id: other.id, name: 'ann', image: 'profile/basic.png' },
          { id: fan.id, name: '민수', image: 'profile/basic.png' },
        ],
        actor_count: 2,
        comment_id: null,
        playlist: shown,
      },
      {
        ...common,
        kind: 'followed',
        text: '민수님이 회원님을 팔로우합니다.',
        actors: [{ id: fan.id }],
        comment_id: null,
        playlist: null,
      },
    ],
  })
  t.strictSame(Object.keys(answer.json().notifications[0].actors[0]).sort(), ['id', 'image', 'name'])
  t.strictSame(
    (await listed(test, me, '', english)).notifications.map(({ text }: { text: string }) => text),
    [
      'ann replied to your comment on “비 오는 밤”.',
      '민수 commented on your playlist “비 오는 밤”.',
      'ann and 민수 liked your playlist “비 오는 밤”.',
      '민수 followed you.',
    ],
  )
  for (const one of [fan, other])
    t.strictSame(await listed(test, one), { notifications: [], unread_count: 0, next_cursor: null })
})

t.test('the acts’ jobs bear ids, the request that caused them, and are one at a time', async t => {
  const test = await testApp(t)
  const [me, fan] = [await aListener(test), await aListener(test)]
  const playlist = await aPlaylist(test.db, me.id)
  const first = await like(test, fan, playlist)
  for (let i = 0; i < 20; i++) await like(test, fan, playlist)
  await post(test.app, '/playlist/like', { playlist_id: playlist }, me.bearer)
  for (let i = 0; i < 3; i++) {
    await follow(test, fan, me)
    t.equal(
      (await test.app.inject({ method: 'DELETE', url: `/user/${me.id}/unfollow`, headers: fan.bearer })).statusCode,
      204,
    )
  }
  t.match(await test.db.selectFrom('jobs').selectAll().where('queue', '=', notify.name).orderBy('id').execute(), [
    {
      payload: { v: 1, act: 'like', user_id: fan.id, playlist_id: playlist },
      user_id: fan.id,
      subject: `playlist/${playlist}`,
      request_id: first.headers['x-request-id'],
    },
    ...['follow', 'follow_request'].map(act => ({
      payload: { v: 1, act, follower: fan.id, followee: me.id },
      user_id: fan.id,
      subject: `user/${me.id}`,
    })),
  ])
  t.equal(await deliver(test), 3)
  t.match(await listed(test, me), { unread_count: 1, notifications: [{ kind: 'liked', actor_count: 1 }] })
})

t.test('five people are one sentence; after it was read the next begins another', async t => {
  const test = await testApp(t)
  const me = await aListener(test)
  const fans = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(name => aListener(test, `fan ${name}`)))
  const playlist = await aPlaylist(test.db, me.id, { title: 'Rain' })
  for (const fan of fans) {
    await like(test, fan, playlist)
    await deliver(test)
  }
  const before = await listed(test, me, '', english)
  t.match(before, {
    unread_count: 1,
    notifications: [
      {
        actor_count: 5,
        text: 'fan e and 4 others liked your playlist “Rain”.',
        actors: [fans[4], fans[3], fans[2]].map(one => ({ id: one!.id })),
      },
    ],
  })
  t.equal((await listed(test, me)).notifications[0].text, 'fan e님 외 4명이 회원님의 ‘Rain’ 플레이리스트를 좋아합니다.')
  t.equal(before.notifications[0].actors.length, 3)
  t.strictSame((await put(test, '/notification/read', me, { ids: [before.notifications[0].id] })).json(), {
    unread_count: 0,
  })

  const late = await aListener(test, 'late')
  await like(test, late, playlist)
  await deliver(test)
  t.match(await listed(test, me, '', english), {
    unread_count: 1,
    notifications: [
      { text: 'late liked your playlist “Rain”.', is_read: false },
      { id: before.notifications[0].id, actor_count: 5, is_read: true },
    ],
  })
})

t.test('undone acts are taken back by their own routes', async t => {
  const test = await testApp(t)
  const { app } = test
  const [me, fan] = [await aListener(test), await aListener(test)]
  const playlist = await aPlaylist(test.db, me.id)
  await follow(test, fan, me)
  await like(test, fan, playlist)
  const id = await comment(test, fan, playlist)
  await deliver(test)
  t.match(await listed(test, me), { unread_count: 3 })
  await app.inject({ method: 'DELETE', url: `/user/${me.id}/unfollow`, headers: fan.bearer })
  await like(test, fan, playlist)
  await app.inject({ method: 'DELETE', url: `/playlist/comment/delete/${id}`, headers: me.bearer })
  await deliver(test)
  t.strictSame(await listed(test, me), { notifications: [], unread_count: 0, next_cursor: null })
})

t.test('pages, and what is no page', async t => {
  const test = await testApp(t)
  const me = await aListener(test)
  for (let i = 0; i < 5; i++) {
    await like(test, await aListener(test), await aPlaylist(test.db, me.id))
    await deliver(test)
  }
  const all = await listed(test, me)
  const one = await listed(test, me, '?limit=3')
  t.strictSame(one.notifications, all.notifications.slice(0, 3))
  const two = await listed(test, me, `?limit=3&cursor=${one.next_cursor}`)
  t.strictSame(two.notifications, all.notifications.slice(3))
  t.equal(two.next_cursor, null)
  for (const query of [
    'limit=0',
    'limit=101',
    'limit=x',
    'cursor=0',
    'cursor=2147483648',
    'cursor=x',
    "cursor=1'",
    `cursor=${'9'.repeat(20)}`,
  ])
    t.equal(outcome(await get(test, `/notification?${query}`, me)), '400 invalid_input', query)
})

t.test('what was read is named in one way', async t => {
  const test = await testApp(t)
  const [me, stranger] = [await aListener(test), await aListener(test)]
  const fan = await aListener(test)
  for (let i = 0; i < 4; i++) await like(test, fan, await aPlaylist(test.db, me.id))
  await deliver(test)
  const shown: { id: number; seq: number }[] = (await listed(test, me)).notifications.reverse()
  const ids = shown.map(({ id }) => id)
  const read = (payload: object, one = me) => put(test, '/notification/read', one, payload)

  for (const [payload, wanted] of [
    [{}, '400 which_read'],
    [{ ids, all: true }, '400 which_read'],
    [{ up_to: 1, all: true }, '400 which_read'],
    [{ ids, up_to: 1 }, '400 which_read'],
    [{ ids: [] }, '400 invalid_input'],
    [{ ids: ['x'] }, '400 invalid_input'],
    [{ ids: Array.from({ length: 101 }, (_, i) => i + 1) }, '400 invalid_input'],
    [{ ids: 'all' }, '400 invalid_input'],
    [{ up_to: 0 }, '400 invalid_input'],
    [{ up_to: 2_147_483_648 }, '400 invalid_input'],
    [{ all: false }, '400 invalid_input'],
  ] as const)
    t.equal(outcome(await read(payload)), wanted, JSON.stringify(payload))

  for (const payload of [{ ids }, { up_to: shown[3]!.seq }, { all: true }])
    t.strictSame((await read(payload, stranger)).json(), { unread_count: 0 })
  t.match(await listed(test, me), { unread_count: 4 }, 'a stranger reads nothing of mine')

  t.strictSame((await read({ ids: [`${ids[2]}`] })).json(), { unread_count: 3 })
  t.strictSame((await read({ up_to: `${shown[1]!.seq}` })).json(), { unread_count: 1 })
  t.strictSame(
    (await listed(test, me)).notifications.map(({ is_read }: { is_read: boolean }) => is_read),
    [false, true, true, true],
  )
  t.strictSame((await read({ all: true })).json(), { unread_count: 0 })
})

t.test('what came after the list was shown stays unread, also where it was added to one that is shown', async t => {
  const test = await testApp(t)
  const [me, early, late] = [await aListener(test), await aListener(test), await aListener(test)]
  const playlist = await aPlaylist(test.db, me.id)
  await follow(test, early, me)
  await like(test, early, playlist)
  await deliver(test)
  const [latest] = (await listed(test, me)).notifications
  await like(test, late, playlist)
  await deliver(test)
  t.strictSame((await put(test, '/notification/read', me, { up_to: latest.seq })).json(), { unread_count: 1 })
  t.match((await listed(test, me)).notifications, [
    { id: latest.id, actor_count: 2, is_read: false },
    { kind: 'followed', is_read: true },
  ])
})

t.test('switches', async t => {
  const test = await testApp(t)
  const [me, fan] = [await aListener(test), await aListener(test)]
  const all = Object.fromEntries(Object.entries(notices).map(([kind, { isOn }]) => [kind, isOn]))
  const set = (payload: object) => put(test, '/notification/settings', me, payload)
  t.strictSame((await get(test, '/notification/settings', me)).json(), all)
  t.strictSame((await set({ liked: false })).json(), { ...all, liked: false })
  t.strictSame((await set({ followed: 'false', user_id: fan.id, seq: 9 })).json(), {
    ...all,
    liked: false,
    followed: false,
  })
  t.strictSame((await get(test, '/notification/settings', me)).json(), { ...all, liked: false, followed: false })
  t.strictSame((await get(test, '/notification/settings', fan)).json(), all)
  t.equal(outcome(await set({ liked: 'perhaps' })), '400 invalid_input')
  t.equal(outcome(await set({ liked: 1 })), '400 invalid_input')
  await like(test, fan, await aPlaylist(test.db, me.id))
  await follow(test, fan, me)
  await deliver(test)
  t.match(await listed(test, me), { unread_count: 0 })
  t.strictSame((await set({ liked: true })).json(), { ...all, followed: false })
  await like(test, fan, await aPlaylist(test.db, me.id))
  await deliver(test)
  t.match(await listed(test, me), { unread_count: 1 })
})

t.test('private playlists and people who left are told of to nobody', async t => {
  const test = await testApp(t)
  const [me, asker, answerer] = [await aListener(test), await aListener(test), await aListener(test, 'answerer')]
  const playlist = await aPlaylist(test.db, me.id, { title: 'Secret soon' })
  const question = await comment(test, asker, playlist)
  await comment(test, answerer, playlist, question)
  await deliver(test)
  t.match(await listed(test, asker), { unread_count: 1 })
  await test.db.updateTable('playlists').set({ is_public: false }).where('id', '=', playlist).execute()
  t.notMatch((await get(test, '/notification', asker)).body, /Secret|answerer/)
  await test.db.updateTable('playlists').set({ is_public: true }).where('id', '=', playlist).execute()
  await hide(test, answerer)
  for (const one of [asker, me]) t.notMatch((await get(test, '/notification', one)).body, /answerer/)
  t.match(await listed(test, asker), { unread_count: 0, notifications: [] })
  t.match(await listed(test, me, '', english), { notifications: [{ actor_count: 1, actors: [{ id: asker.id }] }] })
})

t.test('who left reads nothing any more', async t => {
  const test = await testApp(t)
  const gone = await signUp(test, 'Leaving')
  const left = await test.app.inject({
    method: 'DELETE',
    url: '/user/withdrawal',
    headers: gone.bearer,
    payload: { password: goodPassword },
  })
  t.equal(left.statusCode, 200)
  t.equal(outcome(await get(test, '/notification', gone)), '401 token_invalid')
  t.equal(outcome(await put(test, '/notification/read', gone, { all: true })), '401 token_invalid')
  t.equal(outcome(await put(test, '/notification/settings', gone, {})), '401 token_invalid')
})

t.test('an account that marks and switches too often waits, wherever it asks from', async t => {
  const test = await testApp(t)
  const me = await aListener(test)
  for (const [url, payload] of [
    ['/notification/read', { all: true }],
    ['/notification/settings', { liked: false }],
  ] as const) {
    let network = 0
    const ask = () =>
      test.app.inject({ method: 'PUT', url, headers: me.bearer, payload, remoteAddress: `192.0.2.${network++}` })
    for (let i = 0; i < 120; i++) t.equal((await ask()).statusCode, 200, `${url} ${i}`)
    const limited = await ask()
    t.equal(outcome(limited), '429 rate_limited', url)
    t.ok(Number(limited.headers['retry-after']) > 0)
  }
})
