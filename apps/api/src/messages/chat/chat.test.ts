import { writeToRoom } from '@mudig/db/messages/write'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { deliver } from '../../testing/deliver.js'
import { chatters } from '../../testing/rooms.js'
import { type AnyFrame, aSocket, isType, type TestSocket } from '../../testing/sockets.js'

const text = (wanted: string) => (frame: AnyFrame) => frame.type === 'message' && frame.message.text === wanted
const withCode = (code: string) => (frame: AnyFrame) => frame.type === 'error' && frame.code === code

t.test('a message reaches everybody in the room, at whichever process', async t => {
  const { people, join, open, ask, memberOf } = await chatters(t)
  const [me, ann, eve, stranger] = people
  const room = await open(me, ann, eve)
  const { uuid } = room
  const [mine, anns, eves, others] = [await join(me), await join(ann, 1), await join(eve), await join(stranger, 1)]
  mine.send({ type: 'send', room: uuid, client_id: 'one', text: ' 안녕하세요 ' })
  const ack = await mine.get(isType('ack'))
  t.match(ack, { type: 'ack', room: uuid, client_id: 'one', seq: 1, id: Number })
  for (const socket of [mine, anns, eves])
    t.match((await socket.get(text('안녕하세요'))).message, {
      id: ack.id,
      room_id: uuid,
      seq: 1,
      member: memberOf(room, me),
      client_id: 'one',
      reply_to: null,
      deleted: false,
    })
  mine.send({ type: 'send', room: uuid, client_id: 'one', text: 'twice' })
  mine.send({ type: 'send', room: uuid, client_id: 'two', text: 'second', reply_to: 1 })
  await anns.get(text('second'))
  t.strictSame(
    mine.frames.filter(isType('ack')).map(({ seq }) => seq),
    [1, 1, 2],
    'a repeat gets the same ack',
  )
  t.strictSame(anns.texts(), ['안녕하세요', 'second'])
  const history = (await ask(eve, 'GET', `/chats/messages/${uuid}/messages?page_size=1`)).json()
  t.match(history.results, [{ text: 'second', seq: 2, reply_to: 1 }])
  t.match(new URL(history.next).searchParams.get('cursor'), '2')
  t.match((await ask(eve, 'GET', `/chats/messages/${uuid}?cursor=2`)).json(), {
    next: null,
    results: [{ text: '안녕하세요' }],
  })
  mine.send({ type: 'typing', room: uuid })
  t.strictSame(await anns.get(isType('typing')), { type: 'typing', room: uuid, member: memberOf(room, me) })
  anns.send({ type: 'read', room: uuid, seq: 99 })
  t.strictSame(await mine.get(isType('read')), { type: 'read', room: uuid, member: memberOf(room, ann), seq: 2 })
  await ask(eve, 'DELETE', `/chats/members/${uuid}`)
  t.match(await anns.get(isType('member')), { room: uuid, member: memberOf(room, eve), action: 'left' })
  mine.send({ type: 'send', room: uuid, client_id: 'three', text: 'without eve' })
  await anns.get(text('without eve'))
  eves.send({ type: 'sync', rooms: { [uuid]: 0 } })
  t.match(await eves.get(withCode('room_not_found')), { room: uuid })
  t.notOk(eves.frames.some(text('without eve')), 'whoever left gets nothing')
  t.notOk(
    others.frames.some(({ room, message }) => room ?? message),
    'nor does whoever was never there',
  )
})

t.test('the first web client knows messages alone', async t => {
  const { people, join, open, urls, memberOf } = await chatters(t)
  const [me, ann, eve] = people
  const room = await open(me, ann, eve)
  const { uuid } = room
  const first = aSocket(t, urls[0]!, me.bearer)
  const anns = await join(ann, 1)
  const say = (message: object) => first.send({ message })
  say({ member: memberOf(room, me), text: 'hello', created_at: '1999-01-01T00:00:00Z', room_id: uuid })
  for (const socket of [first, anns]) {
    const { message } = await socket.get(text('hello'))
    t.match(message, { member: memberOf(room, me), text: 'hello', room_id: uuid })
    t.ok(Date.now() - Date.parse(message.created_at) < 60_000, 'the time is ours')
  }
  say({ member: memberOf(room, ann), text: 'as somebody else', room_id: uuid })
  t.match(await first.get(withCode('wrong_member')), { room: uuid })
  say({ member: 7, text: 'as nobody', room_id: uuid })
  anns.send({ type: 'read', room: uuid, seq: 1 })
  anns.send({ type: 'send', room: uuid, client_id: 'a', text: 'bye' })
  await first.get(text('bye'))
  t.strictSame([...new Set(first.frames.map(({ type }) => type))].sort(), ['error', 'message', 'ready'])
})

t.test('frames that are none get an error and close nothing', async t => {
  const { people, join, open } = await chatters(t)
  const [me, ann, eve, stranger] = people
  const { uuid } = await open(me, ann, eve)
  const mine = await join(me)
  const garbage: (string | Buffer | object)[] = [
    'nothing',
    '[]',
    'null',
    '{"type":"open"}',
    { type: 'send' },
    { type: 'send', room: uuid, client_id: 'x', text: '   ' },
    { type: 'send', room: uuid, client_id: 'x', text: 'a\u0000b' },
    { type: 'send', room: uuid, client_id: 'x', text: 'x'.repeat(2_001) },
    { type: 'send', room: 'x', client_id: 'x', text: 'x' },
    { type: 'read', room: uuid, seq: -1 },
    { type: 'sync', rooms: [] },
    { message: 'hello' },
    Buffer.from([1, 2, 3]),
  ]
  for (const frame of garbage) mine.send(frame)
  mine.send({ type: 'send', room: uuid, client_id: 'good', text: 'still here' })
  await mine.get(text('still here'))
  const codes = mine.frames.filter(isType('error')).map(({ code }) => code)
  t.strictSame(codes, [
    ...Array(3).fill('malformed_frame'),
    'unknown_type',
    ...Array(8).fill('invalid_frame'),
    'malformed_frame',
  ])
  const others = await join(stranger)
  others.send({ type: 'send', room: uuid, client_id: 'x', text: 'let me in' })
  t.match(await others.get(isType('error')), { code: 'room_not_found', client_id: 'x' })
  mine.send({ type: 'send', room: uuid, client_id: 'r', text: 'to nothing', reply_to: 999 })
  t.match(await mine.get(withCode('message_not_found')), { client_id: 'r' })
  mine.send('x'.repeat(17 * 1024))
  t.equal(await mine.closed, 1009)
})

t.test('a socket resumes where it was, in pages, and is told of what is missing', async t => {
  const { people, join, open, db } = await chatters(t)
  const [me, ann, eve] = people
  const { uuid } = await open(me, ann, eve)
  for (let n = 1; n <= 620; n++) await writeToRoom(db, { room: uuid, sender: me.id, text: `${n}` })
  const anns = await join(ann)
  anns.send({ type: 'sync', rooms: { [uuid]: 10, nonsense: 1 } })
  t.match(await anns.get(isType('gap')), { room: uuid, seq: 510 })
  t.equal(anns.texts().length, 500)
  t.equal(anns.texts()[0], '11')
  anns.send({ type: 'sync', rooms: { [uuid]: 510 } })
  await anns.get(text('620'))
  t.strictSame(
    anns.texts().map(Number),
    Array.from({ length: 610 }, (_, n) => n + 11),
  )
  t.ok(await anns.get(withCode('room_not_found')))
})

t.test('who signs in by a frame, who does not, and who signs out', async t => {
  const { people, urls, app, ask } = await chatters(t)
  const [me] = people
  const token = me.bearer.authorization.slice('Bearer '.length)
  const late = aSocket(t, urls[0]!)
  late.send({ type: 'sync', rooms: {} })
  t.ok(await late.get(withCode('not_signed_in')))
  late.send({ type: 'auth', token: 'nonsense' })
  t.equal(await late.closed, 4401)
  const silent = aSocket(t, urls[0]!)
  const socket = aSocket(t, urls[1]!)
  socket.send({ type: 'auth', token })
  await socket.get(isType('ready'))
  socket.send({ type: 'ping' })
  await socket.get(isType('pong'))
  t.equal(await silent.closed, 4401, 'whoever says nothing is closed after a while')

  const origin = 'http://localhost:3000'
  const cookie = `access=${token}`
  const browser = aSocket(t, urls[0]!, { cookie, origin })
  await browser.get(isType('ready'))
  t.equal(await aSocket(t, urls[0]!, { cookie: 'access=a.b.c', origin }).closed, 4401)
  for (const foreign of [{ cookie, origin: 'https://elsewhere.example' }, { cookie }]) {
    const refused = aSocket(t, urls[0]!, foreign as Record<string, string>)
    t.equal(await refused.closed, 1006, 'a page that is not ours opens no socket')
  }
  const others = Array.from({ length: 5 }, () => aSocket(t, urls[0]!, me.bearer))
  t.equal(await Promise.race(others.map(({ closed }) => closed)), 4429, 'five of one person are enough')
  t.equal((await ask(me, 'POST', '/user/logout')).statusCode, 200)
  t.strictSame(await Promise.all([browser.closed, socket.closed]), [4401, 4401], 'at every process')
  t.ok(app)
})

t.test('blocks: not opened, not written, not shown', async t => {
  const { people, join, open, ask, memberOf, handle } = await chatters(t)
  const [me, ann, eve] = people
  const [pair, many] = [await open(me, ann), await open(eve, me, ann)]
  const [mine, anns, eves] = [await join(me), await join(ann, 1), await join(eve)]
  await ask(ann, 'PUT', `/blocks/${handle(me)}`)
  mine.send({ type: 'send', room: pair.uuid, client_id: 'p', text: 'listen' })
  t.match(await mine.get(withCode('cannot_write')), { client_id: 'p', room: pair.uuid })
  anns.send({ type: 'send', room: pair.uuid, client_id: 'p', text: 'nor I' })
  t.ok(await anns.get(withCode('cannot_write')))
  mine.send({ type: 'send', room: many.uuid, client_id: 'm', text: 'to all' })
  mine.send({ type: 'typing', room: many.uuid })
  eves.send({ type: 'send', room: many.uuid, client_id: 'e', text: 'from eve' })
  await eves.get(text('to all'))
  await anns.get(text('from eve'))
  const [first, second] = anns.frames.filter(({ type }) => type === 'hidden' || type === 'message')
  t.equal(anns.frames.some(text('to all')), false)
  t.match([first, second].find(isType('hidden')), { room: many.uuid, seq: Number })
  t.strictSame(
    (await ask(ann, 'GET', `/chats/messages/${many.uuid}`)).json().results.map((one: AnyFrame) => one.text),
    ['from eve'],
  )
  anns.send({ type: 'sync', rooms: { [many.uuid]: 0 } })
  t.ok(await until(() => anns.frames.filter(isType('hidden')).length === 2, { withinMs: 10_000 }))
  t.notOk(anns.frames.some(isType('typing')))
  t.ok(memberOf(many, ann))
})

t.test('whoever is suspended reads, and writes nothing', async t => {
  const { people, join, open, db, ask } = await chatters(t)
  const [me, ann, eve] = people
  const { uuid } = await open(me, ann, eve)
  const [mine, anns] = [await join(me), await join(ann)]
  mine.send({ type: 'send', room: uuid, client_id: '1', text: 'before' })
  await anns.get(text('before'))
  await db.updateTable('users').set({ suspended_at: new Date() }).where('id', '=', me.id).execute()
  mine.send({ type: 'send', room: uuid, client_id: '2', text: 'after' })
  t.ok(await mine.get(withCode('suspended')))
  anns.send({ type: 'send', room: uuid, client_id: '3', text: 'to all' })
  await mine.get(text('to all'))
  t.match((await ask(ann, 'GET', `/chats/messages/${uuid}`)).json().results, [{ text: 'to all' }])
  t.equal((await ask(me, 'GET', `/chats/messages/${uuid}`)).json().results.length, 2)
})

t.test('people come into rooms while they are connected, and find what was written meanwhile', async t => {
  const { people, join, open, ask, handle } = await chatters(t)
  const [me, ann, eve, stranger] = people
  const [mine, anns] = [await join(me), await join(ann, 1)]
  const { uuid } = await open(me, ann, eve)
  mine.send({ type: 'send', room: uuid, client_id: '1', text: 'welcome' })
  await anns.get(text('welcome'))
  const theirs = await join(stranger, 1)
  await ask(me, 'PATCH', `/chats/rooms/${uuid}`, { handles: [ann, eve, stranger].map(handle) })
  t.match(await anns.get(isType('member')), { handle: handle(stranger), action: 'joined' })
  mine.send({ type: 'send', room: uuid, client_id: '2', text: 'hello stranger' })
  await theirs.get(text('hello stranger'))
  t.strictSame(theirs.texts(), ['hello stranger'], 'and nothing before')
  await ask(me, 'POST', '/user/message', { to_user_id: stranger.id, content: 'from elsewhere' })
  await theirs.get(text('from elsewhere'))
})

t.test('those who are away are told once of a room, until they read it', async t => {
  const { test, people, join, open, ask } = await chatters(t)
  const [me, ann, eve] = people
  const { uuid } = await open(me, ann, eve)
  const [mine, anns] = [await join(me), await join(ann)]
  const noticed = async (who: typeof me) => (await ask(who, 'GET', '/notification')).json()
  // Written down a moment after somebody came.
  await until(async () => (await test.db.selectFrom('presences').selectAll().execute()).length === 2, {
    withinMs: 10_000,
  })
  for (const n of [1, 2, 3]) mine.send({ type: 'send', room: uuid, client_id: `${n}`, text: `${n}` })
  await anns.get(text('3'))
  t.ok(await until(async () => (await deliver(test)) > 0, { withinMs: 10_000 }))
  t.match(await noticed(eve), { unread_count: 1, notifications: [{ kind: 'message', actor_count: 1 }] })
  t.match(await noticed(ann), { unread_count: 0 }, 'who is there needs no notice')
  const eves = await join(eve, 1)
  eves.send({ type: 'read', room: uuid, seq: 3 })
  t.ok(await until(async () => (await noticed(eve)).unread_count === 0, { withinMs: 10_000 }))
  mine.close()
  await mine.closed
  t.ok(
    await until(
      async () => {
        const gone = await test.db
          .selectFrom('presences')
          .select('seen_until')
          .where('user_id', '=', me.id)
          .executeTakeFirst()
        return gone !== undefined && gone.seen_until.getTime() <= Date.now()
      },
      { withinMs: 10_000 },
    ),
  )
})

t.test('who does not read is closed, and misses nothing once they are back', async t => {
  const { people, join, open, db, other } = await chatters(t)
  const [me, ann, eve] = people
  const { uuid } = await open(me, ann, eve)
  const mine = await join(me)
  const slow = await join(ann, 1)
  mine.send({ type: 'send', room: uuid, client_id: 'first', text: 'first' })
  await slow.get(text('first'))
  slow.socket.pause()
  // More than what both ends of the connection keep for who does not read.
  const long = '🍊'.repeat(2_000)
  for (let n = 0; n < 1_500; n++) await writeToRoom(db, { room: uuid, sender: eve.id, text: long })
  mine.send({ type: 'send', room: uuid, client_id: 'last', text: 'last' })
  const isClosing = () => [...other.app.websocketServer.clients].some(({ readyState }) => readyState === 2)
  t.ok(await until(isClosing, { withinMs: 60_000, everyMs: 5 }))
  slow.socket.resume()
  t.equal(await slow.closed, 4408)
  const seqsOf = ({ frames }: TestSocket) => frames.filter(isType('message')).map(({ message }) => message.seq)
  const before = seqsOf(slow)
  t.ok(before.length < 1_502)

  const again = await join(ann, 1)
  for (let after = before.length; after < 1_502; ) {
    again.send({ type: 'sync', rooms: { [uuid]: after } })
    const ends = (frame: AnyFrame) =>
      (frame.type === 'gap' && frame.seq > after) || (frame.type === 'message' && frame.message.seq === 1_502)
    const end = await again.get(ends)
    after = end.type === 'gap' ? end.seq : 1_502
  }
  t.strictSame(
    [...before, ...seqsOf(again)],
    Array.from({ length: 1_502 }, (_, n) => n + 1),
  )
})

t.test('too many frames are refused by name, and a flood is closed', async t => {
  const { people, join, open } = await chatters(t)
  const [me, ann, eve] = people
  const { uuid } = await open(me, ann, eve)
  const mine = await join(me)
  for (let n = 0; n < 40; n++) mine.send({ type: 'send', room: uuid, client_id: `${n}`, text: `${n}` })
  t.match(await mine.get(withCode('rate_limited')), { client_id: String })
  for (let n = 0; n < 2_000; n++) mine.send({ type: 'ping' })
  t.equal(await mine.closed, 4429)
})

t.test('a process that stops closes its sockets, and they go on at another one', async t => {
  const { people, join, open, other } = await chatters(t)
  const [me, ann, eve] = people
  const { uuid } = await open(me, ann, eve)
  const [mine, anns] = [await join(me), await join(ann, 1)]
  const closing = other.app.close()
  t.equal(await anns.closed, 1012)
  mine.send({ type: 'send', room: uuid, client_id: '1', text: 'meanwhile' })
  await mine.get(isType('ack'))
  const again = await join(ann)
  again.send({ type: 'sync', rooms: { [uuid]: 0 } })
  await again.get(text('meanwhile'))
  await closing
})
