import { randomUUID } from 'node:crypto'
import { writeToRoom } from '@mudig/db/messages/write'
import t from 'tap'
import { outcome } from '../testing/app.js'
import { hide } from '../testing/listeners.js'
import { chatters } from '../testing/rooms.js'

t.test('a room of many from its opening to its end', async t => {
  const { people, ask, handle, db } = await chatters(t)
  const [me, ann, eve, stranger] = people
  const opened = await ask(me, 'POST', '/chats/rooms', { handles: [ann, eve].map(handle), name: ' 귤 상자 ' })
  t.equal(opened.statusCode, 201, opened.body)
  const room = opened.json()
  t.match(room, {
    name: '귤 상자',
    owner: handle(me),
    first_message: null,
    last_seq: 0,
    read_seq: 0,
    unread: 0,
    members: [me, ann, eve].map(one => ({ id: String, user: { handle: handle(one), username: one.name } })),
  })
  const url = `/chats/rooms/${room.uuid}`
  const write = (sender: number, text: string) => writeToRoom(db, { room: room.uuid, sender, text })
  await write(me.id, 'first')
  await write(ann.id, 'second')
  t.match((await ask(eve, 'GET', url)).json(), { first_message: 'second', last_seq: 2, unread: 2 })
  t.match((await ask(ann, 'GET', url)).json(), { read_seq: 2, unread: 0 }, 'whoever writes has read')
  t.match((await ask(eve, 'GET', '/chats/rooms/')).json(), {
    next: null,
    previous: null,
    results: [{ uuid: room.uuid }],
  })
  t.match((await ask(eve, 'GET', `/chats/rooms?search=${encodeURIComponent('귤')}`)).json().results, [{}])
  t.strictSame((await ask(eve, 'GET', '/chats/rooms?search=100%25')).json().results, [])
  t.match((await ask(eve, 'GET', `/chats/rooms?search=${ann.name.toUpperCase()}`)).json().results, [{}])

  t.equal(outcome(await ask(ann, 'PATCH', url, { name: 'mine' })), '403 not_room_owner')
  t.equal(outcome(await ask(ann, 'DELETE', url)), '403 not_room_owner')
  const grown = (await ask(me, 'PATCH', url, { name: null, handles: [ann, stranger].map(handle) })).json()
  t.match(grown, { name: '', members: [me, ann, stranger].map(one => ({ user: { handle: handle(one) } })) })
  t.equal(grown.members.length, 3)
  t.equal(outcome(await ask(eve, 'GET', url)), '404 room_not_found', 'whoever was left out has left')
  t.strictSame((await ask(stranger, 'GET', `/chats/messages/${room.uuid}`)).json().results, [], 'sees what follows')
  await write(me.id, 'third')
  t.match((await ask(stranger, 'GET', `/chats/messages/${room.uuid}`)).json().results, [{ text: 'third', seq: 3 }])
  t.match((await ask(stranger, 'GET', url)).json(), { unread: 1 })

  t.equal(outcome(await ask(me, 'PATCH', url, { owner: handle(eve) })), '404 user_not_found')
  t.match((await ask(me, 'PATCH', url, { owner: handle(stranger) })).json(), { owner: handle(stranger) })
  t.equal((await ask(stranger, 'DELETE', `/chats/members/${room.uuid}`)).statusCode, 204)
  t.match((await ask(ann, 'GET', url)).json(), { owner: handle(me) }, 'who has been there for longest')
  t.equal((await ask(ann, 'DELETE', `/chats/rooms/members/${room.uuid}/`)).statusCode, 204)
  t.equal(outcome(await ask(ann, 'DELETE', `/chats/members/${room.uuid}`)), '404 room_not_found')
  await write(me.id, 'after they left')
  t.equal(outcome(await ask(ann, 'GET', `/chats/messages/${room.uuid}/messages`)), '404 room_not_found')
  t.equal((await ask(me, 'DELETE', url)).statusCode, 204)
  t.equal(outcome(await ask(me, 'GET', url)), '404 room_not_found')
  t.strictSame((await ask(me, 'GET', '/chats/rooms')).json().results, [])
})

t.test('two people have one room, which is their conversation elsewhere', async t => {
  const { people, ask, handle, db } = await chatters(t)
  const [me, ann] = people
  const sent = (await ask(ann, 'POST', '/user/message', { to_user_id: me.id, content: 'from elsewhere' })).json()
  const known = await ask(me, 'POST', '/chats/rooms', { handles: [handle(ann)] })
  t.equal(known.statusCode, 200, 'there is one')
  const room = known.json()
  t.match(room, { owner: null, first_message: 'from elsewhere', unread: 1, members: [{}, {}] })
  t.equal((await ask(ann, 'POST', '/chats/rooms', { handles: [handle(me), handle(ann)] })).json().uuid, room.uuid)
  await writeToRoom(db, { room: room.uuid, sender: me.id, text: 'from here' })
  t.match((await ask(ann, 'GET', `/user/message?chatroom_id=${sent.chatroom_id}`)).json().message_details, [
    { content: 'from here' },
    { content: 'from elsewhere', message_id: sent.message_id },
  ])
  t.match((await ask(ann, 'GET', '/user/message')).json().data, [{ content: 'from here', unread_count: 1 }])
  t.match((await ask(ann, 'GET', `/chats/messages/${room.uuid}`)).json().results, [
    { text: 'from here', seq: 2 },
    { text: 'from elsewhere', seq: 1, id: sent.message_id },
  ])
  t.equal(outcome(await ask(me, 'PATCH', `/chats/rooms/${room.uuid}`, { name: 'x' })), '403 not_room_owner')

  t.equal((await ask(me, 'DELETE', `/chats/members/${room.uuid}`)).statusCode, 204)
  t.strictSame((await ask(me, 'GET', '/user/message')).json().data, [], 'left here is left there')
  await writeToRoom(db, { room: room.uuid, sender: ann.id, text: 'nobody there' })
  t.equal(outcome(await ask(me, 'GET', `/chats/rooms/${room.uuid}`)), '404 room_not_found')
  t.equal((await ask(ann, 'POST', '/chats/rooms', { handles: [handle(me)] })).json().uuid, room.uuid)
  t.strictSame((await ask(me, 'GET', `/chats/messages/${room.uuid}`)).json().results, [], 'begins anew')
  await ask(me, 'DELETE', `/chats/rooms/${room.uuid}`)
  await ask(ann, 'POST', '/user/message', { to_user_id: me.id, content: 'are you there?' })
  t.match((await ask(me, 'GET', `/chats/messages/${room.uuid}`)).json().results, [{ text: 'are you there?' }])
  t.match((await ask(me, 'GET', `/user/message?to_user=${ann.id}`)).json().message_details, [
    { content: 'are you there?' },
  ])
  const [{ member_count }] = (await db.selectFrom('conversations').select('member_count').execute()) as [
    { member_count: number },
  ]
  t.equal(member_count, 2)
})

t.test('rooms of others, people who are not there, and what no room can be', async t => {
  const { test, people, ask, open, handle } = await chatters(t)
  const [me, ann, eve, stranger] = people
  const { uuid } = await open(me, ann, eve)
  for (const [method, url, body] of [
    ['GET', `/chats/rooms/${uuid}`],
    ['PATCH', `/chats/rooms/${uuid}`, { name: 'mine' }],
    ['DELETE', `/chats/rooms/${uuid}`],
    ['DELETE', `/chats/members/${uuid}`],
    ['GET', `/chats/messages/${uuid}`],
    ['GET', `/chats/rooms/${randomUUID()}`],
  ] as const)
    t.equal(outcome(await ask(stranger, method, url, body)), '404 room_not_found', `${method} ${url}`)
  t.equal(outcome(await ask(me, 'GET', '/chats/rooms/1')), '404 not_found')
  t.equal(outcome(await ask(me, 'POST', '/chats/rooms', { handles: [handle(me)] })), '400 message_oneself')
  t.equal(outcome(await ask(me, 'POST', '/chats/rooms', { handles: [] })), '400 invalid_input')
  t.equal(outcome(await ask(me, 'POST', '/chats/rooms', { handles: ['nobody.at.all'] })), '404 user_not_found')
  await ask(eve, 'PUT', `/blocks/${handle(me)}`)
  t.equal(outcome(await ask(me, 'POST', '/chats/rooms', { handles: [handle(eve)] })), '404 user_not_found')
  t.equal(outcome(await ask(eve, 'POST', '/chats/rooms', { handles: [me, ann].map(handle) })), '404 user_not_found')
  await hide(test, stranger)
  t.equal(outcome(await ask(me, 'POST', '/chats/rooms', { handles: [handle(stranger)] })), '404 user_not_found')
  t.equal(
    outcome(await ask(me, 'PATCH', `/chats/rooms/${uuid}`, { handles: [handle(stranger)] })),
    '404 user_not_found',
  )
  t.equal(outcome(await ask(me, 'PATCH', `/chats/rooms/${uuid}`, {})), '400 invalid_input')
})

t.test('pages of rooms follow one another, whoever writes meanwhile', async t => {
  const { people, ask, open, db } = await chatters(t)
  const [me, ann, eve, stranger] = people
  const rooms = [await open(me, ann, eve), await open(me, ann, stranger), await open(me, eve, stranger)]
  const [first, , third] = rooms.map(({ uuid }) => uuid)
  await writeToRoom(db, { room: first!, sender: ann.id, text: 'up' })
  const page = (await ask(me, 'GET', '/chats/rooms?page_size=2')).json()
  t.match(page.results, [{ uuid: first }, { uuid: third }])
  const { pathname, search } = new URL(page.next)
  t.equal(new URL(page.next).searchParams.get('cursor'), page.next_cursor)
  t.match((await ask(me, 'GET', pathname + search)).json(), { results: [{ uuid: rooms[1]!.uuid }], next: null })
})

t.test('one changes and deletes what one wrote, for a day', async t => {
  const { people, ask, open, join, db } = await chatters(t)
  const [me, ann, eve, stranger] = people
  const { uuid } = await open(me, ann, eve)
  const anns = await join(ann, 1)
  const written = await writeToRoom(db, { room: uuid, sender: me.id, text: 'helo' })
  if (typeof written === 'string') return t.fail(written)
  const url = `/chats/messages/${uuid}/${written.id}`
  t.match((await ask(me, 'PATCH', url, { text: 'hello' })).json(), { text: 'hello', seq: 1, edited_at: String })
  t.match(await anns.get(({ message }) => message?.text === 'hello'), { message: { seq: 1, edited_at: String } })
  for (const who of [ann, stranger]) {
    t.equal(outcome(await ask(who, 'PATCH', url, { text: 'mine' })), '404 message_not_found')
    t.equal(outcome(await ask(who, 'DELETE', url)), '404 message_not_found')
  }
  t.equal((await ask(me, 'DELETE', url)).statusCode, 204)
  t.equal((await ask(me, 'DELETE', url)).statusCode, 204)
  t.match(await anns.get(({ message }) => message?.deleted === true), { message: { seq: 1, text: '' } })
  t.match((await ask(eve, 'GET', `/chats/messages/${uuid}`)).json().results, [{ text: '', deleted: true }])
  t.match((await ask(eve, 'GET', `/chats/rooms/${uuid}`)).json(), { first_message: null })
  t.equal(outcome(await ask(me, 'PATCH', url, { text: 'back' })), '404 message_not_found')
  const old = await writeToRoom(db, { room: uuid, sender: me.id, text: 'old' })
  if (typeof old === 'string') return t.fail(old)
  await db
    .updateTable('messages')
    .set({ created_at: new Date(Date.now() - 90_000_000) })
    .where('id', '=', old.id)
    .execute()
  for (const [method, body] of [['PATCH', { text: 'new' }], ['DELETE']] as const)
    t.equal(outcome(await ask(me, method, `/chats/messages/${uuid}/${old.id}`, body)), '409 message_too_old')
})

t.test('a change at one process reaches those at both, whoever comes back, and nobody whom a block keeps', async t => {
  const { people, ask, open, join, handle, other } = await chatters(t)
  const [me, ann, eve, stranger] = people
  const { uuid } = await open(me, ann, eve, stranger)
  await ask(stranger, 'PUT', `/blocks/${handle(me)}`)
  const [mine, anns, eves, strangers] = [await join(me), await join(ann), await join(eve, 1), await join(stranger, 1)]
  mine.send({ type: 'send', room: uuid, client_id: 'a', text: 'helo' })
  const { id } = await mine.get(({ type }) => type === 'ack')
  for (const socket of [anns, eves]) await socket.get(({ message }) => message?.text === 'helo')
  const there = (method: 'PATCH' | 'DELETE', payload?: object) =>
    other.app.inject({
      method,
      url: `/chats/messages/${uuid}/${id}`,
      headers: me.bearer,
      ...(payload && { payload }),
    })
  t.equal((await there('PATCH', { text: 'hello' })).statusCode, 200)
  for (const socket of [mine, anns, eves])
    t.match(await socket.get(({ message }) => message?.edited_at), { message: { text: 'hello', seq: 1 } })
  const again = await join(ann, 1)
  again.send({ type: 'sync', rooms: { [uuid]: 0 } })
  t.match(await again.get(({ message }) => message?.seq === 1), { message: { text: 'hello', edited_at: String } })
  t.equal((await there('DELETE')).statusCode, 204)
  for (const socket of [mine, anns, eves, again])
    t.match(await socket.get(({ message }) => message?.deleted), { message: { text: '', seq: 1 } })
  eves.send({ type: 'send', room: uuid, client_id: 'b', text: 'until here' })
  await strangers.get(({ message }) => message?.text === 'until here')
  t.strictSame(
    strangers.frames.map(({ type }) => type).filter(type => type !== 'pong'),
    ['ready', 'hidden', 'message'],
  )
})
