import t, { type Test } from 'tap'
import { startApp, testApp } from '../../testing/app.js'
import { aListener, type Listener } from '../../testing/listeners.js'
import { type AnyFrame, aSocket, isType } from '../../testing/sockets.js'

/** Two processes on the same database and Redis, and some people. */
const setUp = async (t: Test) => {
  const test = await testApp(t)
  const other = await startApp(t, test.config)
  const urls = await Promise.all([test, other].map(({ app }) => app.listen({ host: '127.0.0.1', port: 0 })))
  const people = [await aListener(test), await aListener(test), await aListener(test)] as const
  const handles = new Map(
    (await test.db.selectFrom('users').select(['id', 'handle']).execute()).map(({ id, handle }) => [id, handle!]),
  )
  const handle = ({ id }: Listener) => handles.get(id)!
  const ask = (who: Listener, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    test.app.inject({ method, url, headers: who.bearer, ...(payload && { payload }) })
  const join = async (who: Listener, process = 0) => {
    const socket = aSocket(t, urls[process]!, who.bearer)
    await socket.get(isType('ready'))
    socket.send({ type: 'ping' })
    return socket
  }
  const room = async (owner: Listener, ...others: Listener[]) => {
    const answer = await ask(owner, 'POST', '/chats/rooms', { handles: others.map(handle) })
    t.match(answer.statusCode, /^20[01]$/, answer.body)
    return answer.json<{ uuid: string; members: { id: string; user: { handle: string } }[] }>()
  }
  return { ...test, test, other, urls, people, handle, ask, join, room }
}

const text = (wanted: string) => (frame: AnyFrame) => frame.type === 'message' && frame.message.text === wanted

t.test('a message reaches everybody in the room, at whichever process', async t => {
  const { people, join, room, ask, handle } = await setUp(t)
  const [me, ann, eve] = people
  const { uuid, members } = await room(me, ann, eve)
  const [mine, anns, eves] = [await join(me), await join(ann, 1), await join(eve)]
  mine.send({ type: 'send', room: uuid, client_id: 'one', text: ' 안녕하세요 ' })
  const ack = await mine.get(isType('ack'))
  t.match(ack, { type: 'ack', room: uuid, client_id: 'one', seq: 1, id: Number })
  const own = members.find(({ user }) => user.handle === handle(me))!
  for (const socket of [mine, anns, eves])
    t.match((await socket.get(text('안녕하세요'))).message, {
      id: ack.id,
      room_id: uuid,
      seq: 1,
      member: own.id,
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
})
