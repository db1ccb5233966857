import { aPlaylist } from '@mudig/db/testing/playlists'
import { insertTrack } from '@mudig/db/tracks/create'
import t, { type Test } from 'tap'
import { outcome, testApp } from '../testing/app.js'
import { deliver } from '../testing/deliver.js'
import { aListener, hide, type Listener } from '../testing/listeners.js'

const setUp = async (t: Test) => {
  const test = await testApp(t)
  const { app } = test
  const [me, other, third] = [await aListener(test), await aListener(test), await aListener(test)]
  const ask = (who: Listener, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, key?: string) =>
    app.inject({
      method,
      url,
      headers: { ...who.bearer, ...(key !== undefined && { 'idempotency-key': key }) },
      ...(payload && { payload }),
    })
  const write = (from: Listener, to: Listener, content: string, more: object = {}, key?: string) =>
    ask(from, 'POST', '/user/message', { to_user_id: to.id, content, ...more }, key)
  return { ...test, test, me, other, third, ask, write }
}

t.test('a conversation from its first message to its end', async t => {
  const { test, me, other, third, ask, write } = await setUp(t)
  t.strictSame((await ask(me, 'GET', '/user/message')).json(), { data: [], next_cursor: null })
  t.strictSame((await ask(me, 'GET', '/user/latest-message')).json(), { latest_message_details: [] })
  t.strictSame((await ask(me, 'GET', `/user/message?to_user=${other.id}`)).json(), {
    chatroom_id: null,
    message_details: [],
    next_cursor: null,
  })
  const nothing = { message_checked: true, follow_checked: true, follower_id: null, sender: null }
  t.strictSame((await ask(me, 'GET', '/user/notification')).json(), { data: nothing })

  const first = (await write(me, other, '안녕하세요\n<b>반가워요</b>')).json()
  t.match(first, { message: 'SUCCESS', chatroom_id: Number, message_id: Number })
  const { chatroom_id } = first
  const second = (await write(other, me, 'hello', { message_number_id: `${chatroom_id}` })).json()
  t.equal(second.chatroom_id, chatroom_id)
  await deliver(test)
  t.strictSame((await ask(me, 'GET', '/user/notification')).json(), {
    data: { ...nothing, message_checked: false, sender: other.id },
  })
  t.match((await ask(me, 'GET', '/notification')).json(), {
    unread_count: 1,
    notifications: [
      { kind: 'message', chatroom_id, comment_id: second.message_id, text: `${other.name}님이 메시지를 보냈습니다.` },
    ],
  })

  const people = {
    from_user_id: other.id,
    from_user_name: other.name,
    from_user_profile_image: 'profile/basic.png',
    from_user_img: 'profile/basic.png',
    to_user_id: me.id,
    to_user_name: me.name,
    to_user_profile_image: 'profile/basic.png',
    to_user_img: 'profile/basic.png',
  }
  const list = (await ask(me, 'GET', '/user/message')).json()
  t.equal(list.data.length, 1)
  const { created_at, last_message_time, ...conversation } = list.data[0]
  t.match(created_at, /^\d{4}-\d\d-\d\dT/)
  t.equal(last_message_time, created_at)
  t.strictSame(conversation, {
    chatroom_id,
    message_id: second.message_id,
    content: 'hello',
    last_message: 'hello',
    is_deleted: false,
    is_checked: false,
    unread_count: 1,
    ...people,
  })
  for (const query of [`chatroom_id=${chatroom_id}`, `to_user=${other.id}`]) {
    const found = (await ask(me, 'GET', `/user/message?${query}`)).json()
    t.match(found, { chatroom_id, next_cursor: null })
    t.match(found.message_details, [
      { message_id: second.message_id, content: 'hello', song: [], playlist: [], ...people },
      { message_id: first.message_id, content: '안녕하세요\n<b>반가워요</b>', is_checked: true },
    ])
  }
  t.match((await ask(me, 'GET', '/user/latest-message')).json().latest_message_details, [
    { message_id: first.message_id },
    { message_id: second.message_id },
  ])
  t.match(
    (await ask(me, 'GET', '/user/notification')).json().data,
    { message_checked: false },
    'looking is not reading',
  )

  t.equal(
    (await ask(me, 'POST', `/user/message/${chatroom_id}/read`, { message_id: first.message_id })).statusCode,
    204,
  )
  t.match((await ask(me, 'GET', '/user/notification')).json().data, { message_checked: false })
  t.equal((await ask(me, 'POST', `/user/message/${chatroom_id}/read`)).statusCode, 204)
  t.match((await ask(me, 'GET', '/user/notification')).json().data, { message_checked: true, sender: null })
  t.match((await ask(me, 'GET', '/notification')).json(), { unread_count: 0 })
  t.equal((await ask(other, 'DELETE', `/user/message/${second.message_id}`)).statusCode, 204)
  t.equal((await ask(other, 'DELETE', `/user/message/${second.message_id}`)).statusCode, 204)
  t.match((await ask(me, 'GET', '/user/message')).json().data, [{ content: '', last_message: '', is_deleted: true }])

  for (const [method, url, wanted] of [
    ['GET', `/user/message?chatroom_id=${chatroom_id}`, '404 conversation_not_found'],
    ['GET', '/user/message?chatroom_id=987654', '404 conversation_not_found'],
    ['GET', '/user/message?to_user=987654', '404 user_not_found'],
    ['POST', `/user/message/${chatroom_id}/read`, '404 conversation_not_found'],
    ['DELETE', `/user/message/${first.message_id}`, '404 message_not_found'],
    ['DELETE', '/user/message/x', '404 not_found'],
  ] as const)
    t.equal(outcome(await ask(third, method, url)), wanted, `${method} ${url}`)
  t.equal(outcome(await ask(me, 'GET', `/user/message?to_user=${me.id}`)), '200')
})

t.test('what is wrong is said in both ways', async t => {
  const { test, app, me, other, third, write, ask } = await setUp(t)
  const { chatroom_id } = (await write(me, third, 'x')).json()
  for (const [body, wanted, message] of [
    [{ to_user_id: other.id }, '400 invalid_input', 'CONTENT_MISSING'],
    [{ to_user_id: other.id, content: '' }, '400 invalid_input', 'CONTENT_MISSING'],
    [{ to_user_id: other.id, content: '\u200b \n' }, '400 invalid_input', 'CONTENT_MISSING'],
    [{ to_user_id: other.id, content: 'x'.repeat(2_001) }, '400 invalid_input', 'INVALID_KEY'],
    [{ to_user_id: other.id, content: 'a\u0000b' }, '400 invalid_input', 'INVALID_KEY'],
    [{ to_user_id: other.id, content: '\ud800' }, '400 invalid_input', 'INVALID_KEY'],
    [{ to_user_id: other.id, content: ['x'] }, '400 invalid_input', 'INVALID_KEY'],
    [{ content: 'x' }, '400 invalid_input', 'TO_USER_ID_MISSING'],
    [{ to_user_id: 'x', content: 'x' }, '400 invalid_input', 'INVALID_KEY'],
    [{ to_user_id: -1, content: 'x' }, '400 invalid_input', 'INVALID_KEY'],
    [{ to_user_id: 2 ** 53, content: 'x' }, '400 invalid_input', 'INVALID_KEY'],
    [{ to_user_id: other.id, content: 'x', song_id: 1, playlist_id: 2 }, '400 invalid_input', 'INVALID_KEY'],
    [{ to_user_id: other.id, content: 'x', song_id: true }, '400 invalid_input', 'INVALID_KEY'],
    [{ to_user_id: me.id, content: 'x' }, '400 message_oneself', 'MESSAGE_ONESELF'],
    [{ to_user_id: 987_654, content: 'x' }, '404 user_not_found', 'TO_USER_NOT_EXISTS'],
    [
      { to_user_id: other.id, content: 'x', message_number_id: chatroom_id },
      '400 wrong_conversation',
      'MESSAGE_NUMBER_NOT_MATCH_TO_USER',
    ],
    [{ to_user_id: other.id, content: 'x', song_id: 987_654 }, '404 track_not_found', 'TRACK_NOT_FOUND'],
    [{ to_user_id: other.id, content: 'x', playlist_id: 987_654 }, '404 playlist_not_found', 'PLAYLIST_NOT_FOUND'],
  ] as const) {
    const answer = await ask(me, 'POST', '/user/message', body)
    t.equal(outcome(answer), wanted, `${JSON.stringify(body).slice(0, 80)} ${answer.body.slice(0, 200)}`)
    t.equal(answer.json().message, message, JSON.stringify(body).slice(0, 80))
  }
  t.equal((await write(me, other, 'x', { song_id: null, playlist_id: null, message_number_id: null })).statusCode, 200)
  t.equal((await write(me, other, '🎧'.repeat(2_000))).statusCode, 200)
  await hide(test, third)
  t.equal(outcome(await write(me, third, 'x')), '404 user_not_found')
  t.equal(outcome(await app.inject({ method: 'GET', url: '/user/message' })), '401 not_signed_in')
  for (const query of [
    'limit=0',
    'limit=101',
    'cursor=x',
    'cursor=1.2.3',
    'cursor=-1',
    'chatroom_id=',
    'to_user=undefined',
  ])
    t.equal(outcome(await ask(me, 'GET', `/user/message?${query}`)), '400 invalid_input', query)
  for (const query of ['cursor=0', 'cursor=0.0', `cursor=9999999999999999.${10 ** 14}`, 'limit=1&cursor=1.1'])
    t.equal((await ask(me, 'GET', `/user/message?${query}`)).statusCode, 200, query)
  t.equal((await ask(me, 'GET', `/user/message?to_user=${other.id}&cursor=9999999999999999`)).statusCode, 200)
})

t.test('pages of conversations and of messages go on where they ended', async t => {
  const { test, me, other, ask, write } = await setUp(t)
  const wrote: number[] = []
  for (let n = 0; n < 5; n++) wrote.unshift((await write(await aListener(test), me, `${n}`)).json().chatroom_id)
  const walk = async (url: string, of: 'data' | 'message_details') => {
    const seen: Record<string, unknown>[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      // biome-ignore lint/suspicious/noExplicitAny: whatever came
      const page: any = (await ask(me, 'GET', `${url}limit=2${cursor && `&cursor=${cursor}`}`)).json()
      seen.push(...page[of])
      cursor = page.next_cursor
    }
    return seen
  }
  t.strictSame(
    (await walk('/user/message?', 'data')).map(row => row.chatroom_id),
    wrote,
  )
  for (let n = 1; n <= 5; n++) await write(me, other, `${n}`)
  t.strictSame(
    (await walk(`/user/message?to_user=${other.id}&`, 'message_details')).map(row => row.content),
    ['5', '4', '3', '2', '1'],
  )
})

t.test('a key is one message, with the words that it came with first', async t => {
  const { me, other, third, write, ask } = await setUp(t)
  const answers = await Promise.all(Array.from({ length: 6 }, () => write(me, other, 'once', {}, 'key-1')))
  t.strictSame([...new Set(answers.map(answer => answer.body))].length, 1)
  t.equal(answers[0]!.statusCode, 200)
  t.equal((await ask(other, 'GET', '/user/latest-message')).json().latest_message_details.length, 1)
  t.match(outcome(await write(me, other, 'twice', {}, 'key-1')), /idempotency_key_reused/)
  t.match(outcome(await write(me, third, 'once', {}, 'key-1')), /idempotency_key_reused/)
  t.equal((await write(other, me, 'mine', {}, 'key-1')).statusCode, 200)
})

t.test('songs and playlists are shown to those who may see them', async t => {
  const { db, me, other, third, ask, write } = await setUp(t)
  const { track_id } = await db
    .transaction()
    .execute(trx => insertTrack(trx, me.id, { title: '새벽 세 시' }, 'song.mp3'))
  const playlist = await aPlaylist(db, third.id, { title: 'Rain' })
  const shown = async (who: Listener) =>
    (await ask(who, 'GET', '/user/latest-message')).json().latest_message_details.at(-1)
  t.equal(outcome(await write(other, me, 'yours?', { song_id: track_id })), '404 track_not_found', 'a draft of mine')
  await write(me, other, 'soon', { song_id: track_id })
  t.match(await shown(me), { song: [{ song_id: track_id, name: '새벽 세 시' }], playlist: [] })
  t.strictSame((await shown(other)).song, [])
  await db.updateTable('subjects').set({ state: 'ready' }).where('id', '=', track_id).execute()
  t.match(await shown(other), { song: [{ song_id: track_id, name: '새벽 세 시' }] })
  t.equal(outcome(await write(me, other, 'a list', { song_id: playlist })), '404 track_not_found', 'of another kind')
  await write(me, other, 'a list', { playlist_id: playlist })
  t.match(await shown(other), { song: [], playlist: [{ playlist_id: playlist, name: 'Rain' }] })
  await db.deleteFrom('subjects').where('id', '=', playlist).execute()
  t.match(await shown(other), { content: 'a list', song: [], playlist: [] })
})

t.test('blocks', async t => {
  const { me, other, third, ask, write } = await setUp(t)
  await write(other, me, 'hey')
  t.equal((await ask(me, 'PUT', `/blocks/${other.id}`)).statusCode, 204)
  t.equal((await ask(me, 'PUT', `/blocks/${other.id}`)).statusCode, 204)
  await ask(me, 'PUT', `/blocks/${third.id}`)
  for (const [from, to] of [
    [me, other],
    [other, me],
  ] as const) {
    const answer = await write(from, to, 'x')
    t.equal(outcome(answer), '404 user_not_found')
    t.equal(answer.json().message, 'TO_USER_NOT_EXISTS')
  }
  t.match((await ask(me, 'GET', '/blocks?limit=1')).json(), {
    blocks: [{ id: third.id, name: third.name, image: 'profile/basic.png', created_at: String }],
    next_cursor: third.id,
  })
  t.match((await ask(me, 'GET', `/blocks?limit=1&cursor=${third.id}`)).json(), {
    blocks: [{ id: other.id }],
    next_cursor: null,
  })
  t.match((await ask(other, 'GET', '/blocks')).json(), { blocks: [], results: [], next: null, next_cursor: null })
  t.equal(outcome(await ask(me, 'PUT', `/blocks/${me.id}`)), '400 block_oneself')
  t.equal(outcome(await ask(me, 'PUT', '/blocks/987654')), '404 user_not_found')
  for (const id of [other.id, other.id, 987_654]) t.equal((await ask(me, 'DELETE', `/blocks/${id}`)).statusCode, 204)
  t.equal((await write(other, me, 'again')).statusCode, 200)
})

t.test('an account writes sixty messages a minute', async t => {
  const { me, other, third, write } = await setUp(t)
  const answers = await Promise.all(Array.from({ length: 61 }, (_, n) => write(me, other, `${n}`)))
  const late = answers.filter(answer => answer.statusCode === 429)
  t.equal(late.length, 1)
  t.match(late[0]!.json(), { code: 'rate_limited', message: 'RATE_LIMITED' })
  t.ok(Number(late[0]!.headers['retry-after']) >= 1)
  t.equal((await write(third, other, 'x')).statusCode, 200)
})
