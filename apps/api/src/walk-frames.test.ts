import type { Trx } from '@mudig/db/core/client'
import { frameTypes, toldTypes } from '@mudig/shared/messages/frames'
import t, { type Test } from 'tap'
import { startApp, testApp } from './testing/app.js'
import { aListener, bearerOf } from './testing/listeners.js'
import { type AnyFrame, aSocket, isType, type TestSocket } from './testing/sockets.js'
import { type Cast, cast, planted } from './testing/walk/cast.js'
import { type Distance, distances } from './testing/walk/distances.js'
import { sent, sentAlone, told } from './testing/walk/frames.js'

/** What each distance leaves of what somebody does in a room of many, and of a room of two. */
const leaves: Record<
  keyof typeof distances,
  { messages: 'message' | 'hidden' | 'nothing'; others: readonly string[]; pair?: 'blocked' | 'suspended' }
> = {
  'blocked by them': { messages: 'hidden', others: [], pair: 'blocked' },
  'blocking them': { messages: 'hidden', others: [], pair: 'blocked' },
  'muting them': { messages: 'message', others: ['read', 'typing', 'member', 'member'] },
  // That somebody went is told, and not who.
  'looking while they are suspended': { messages: 'nothing', others: ['member'], pair: 'suspended' },
  'a follower whom a private account has removed': {
    messages: 'message',
    others: ['read', 'typing', 'member', 'member'],
  },
}

t.test('every frame says what it has to do with other people', async t => {
  t.strictSame([...Object.keys(sent), ...sentAlone].sort(), [...frameTypes, 'first'].sort())
  t.strictSame(Object.keys(told).sort(), [...toldTypes].sort())
  const ofOthers = Object.entries(told).flatMap(([type, of]) => (of === 'others' ? [type] : []))
  t.strictSame(
    [...new Set(['message', ...Object.values(leaves).flatMap(({ others }) => others)])].sort(),
    ofOthers.sort(),
    'each of what others do is tried below',
  )
})

/** The cast, with the viewer at another process than everybody else. */
const setUp = async (t: Test) => {
  const test = await testApp(t)
  const other = await startApp(t, test.config)
  const [url, otherUrl] = await Promise.all([test, other].map(({ app }) => app.listen({ host: '127.0.0.1', port: 0 })))
  const people = await cast(test)
  const { db, app } = test
  const rows = await db
    .selectFrom('conversation_members as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['c.id', 'c.uuid as room', 'm.user_id', 'm.uuid'])
    .execute()
  const pair = rows.find(({ id }) => id === people.conversation)!.room
  const memberOf = (room: string, who: number) => rows.find(one => one.room === room && one.user_id === who)!.uuid
  const join = async (who: number, at = url!) => {
    const socket = aSocket(t, at, await bearerOf(test, who))
    await socket.get(isType('ready'))
    await socket.answer({ type: 'ping' })
    return socket
  }
  const setMembers = async (...handles: string[]) => {
    const { viewer, third, room } = people
    const answer = await app.inject({
      method: 'PATCH',
      url: `/chats/rooms/${room}`,
      headers: third.bearer,
      payload: { handles: [viewer.handle, ...handles] },
    })
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }
  let count = 0
  /** Waits until a socket has got all that others were told before now. */
  const settle = async (teller: TestSocket, ...hearers: TestSocket[]) => {
    const text = `until here ${++count}`
    await teller.answer({ type: 'send', room: people.room, client_id: `${count}`, text })
    for (const hearer of hearers) await hearer.get(({ message }) => message?.text === text)
  }
  return {
    ...test,
    other,
    people,
    pair,
    memberOf,
    join,
    setMembers,
    settle,
    joinThere: (who: number) => join(who, otherUrl),
    change: (fn: (trx: Trx, people: Cast) => Promise<unknown>) => db.transaction().execute(trx => fn(trx, people)),
    /** Has both processes know who is suspended. */
    knowSuspended: () => Promise.all([test, other].map(one => one.app.suspensions.start())),
  }
}

const refusal = (frames: readonly AnyFrame[]): string | undefined => frames.find(isType('error'))?.code

t.test('nothing of somebody is told to whom they are kept from, by any frame', async t => {
  const world = await setUp(t)
  const { people, pair, memberOf, join, joinThere, setMembers, settle, change, knowSuspended } = world
  const { viewer, person, third, room } = people
  const thirds = await join(third.id)
  for (const [distance, { begin, end }] of Object.entries<Distance>(distances)) {
    const { messages, others, pair: parted } = leaves[distance as keyof typeof distances]
    await change(begin)
    await knowSuspended()
    const viewers = await joinThere(viewer.id)
    const persons = await join(person.id)
    await settle(thirds, viewers, persons)
    const from = viewers.frames.length

    for (const [type, { frame, isWriting }] of Object.entries(sent)) {
      const frames = await persons.answer(frame(room, memberOf(room, person.id), planted.said))
      t.equal(refusal(frames), parted === 'suspended' && isWriting ? 'suspended' : undefined, `${type}, ${distance}`)
    }
    await setMembers()
    if (parted !== 'suspended') await setMembers(person.handle)
    await settle(thirds, viewers)
    const heard = viewers.frames.slice(from, -1)
    t.strictSame(
      heard.map(({ type }) => type),
      [...others.filter(type => type !== 'member'), ...(messages === 'nothing' ? [] : [messages, messages])].concat(
        others.filter(type => type === 'member'),
      ),
      distance,
    )

    const synced = await viewers.answer(sent.sync!.frame(room, '', ''))
    if (messages === 'message') {
      t.ok(
        synced.some(({ message }) => message?.text.startsWith(planted.said)),
        `said before, ${distance}`,
      )
      t.ok(JSON.stringify(heard).includes(memberOf(room, person.id)))
    } else {
      t.ok(synced.some(isType('hidden')), `said before, ${distance}`)
      t.strictSame(
        Object.values(planted).filter(word => JSON.stringify([...heard, ...synced]).includes(word)),
        [],
        distance,
      )
    }
    if (parted === 'blocked') t.notOk(JSON.stringify(viewers.frames).includes(memberOf(room, person.id)), distance)

    const again = await joinThere(viewer.id)
    for (const [type, { frame }] of Object.entries(sent)) {
      const inMany = await again.answer(frame(room, memberOf(room, viewer.id), 'hello'))
      t.equal(refusal(inMany), undefined, `${type} to all, ${distance}`)
    }
    const alone = await joinThere(viewer.id)
    for (const [type, { frame, refusals }] of Object.entries(sent)) {
      const inPair = await alone.answer(frame(pair, memberOf(pair, viewer.id), 'hello'))
      t.equal(refusal(inPair), parted && refusals[parted], `${type} to them, ${distance}`)
      if (refusal(inPair)) t.notOk(inPair.some(isType('ack')), `${type} gets no ack`)
    }
    for (const socket of [viewers, again, alone, persons]) socket.close()
    await Promise.all([viewers, again, alone, persons].map(({ closed }) => closed))
    await change(end)
    if (parted === 'suspended') await setMembers(person.handle)
  }
})

t.test('whoever is not in a room can do nothing there, and is told nothing', async t => {
  const { people, memberOf, join, joinThere, settle, ...test } = await setUp(t)
  const { viewer, person, third, room } = people
  const [thirds, viewers] = [await join(third.id), await joinThere(viewer.id)]
  const stranger = await joinThere((await aListener(test, 'stranger')).id)
  for (const [type, { frame }] of Object.entries(sent)) {
    t.equal(refusal(await stranger.answer(frame(room, memberOf(room, person.id), 'hello'))), 'room_not_found', type)
    await thirds.answer(frame(room, memberOf(room, third.id), 'hello'))
  }
  await settle(thirds, viewers)
  await stranger.answer({ type: 'ping' })
  const { length } = Object.keys(sent)
  t.strictSame(
    stranger.frames.map(({ type }) => type).filter(type => type !== 'pong'),
    ['ready', ...Array(length).fill('error')],
  )
  t.notOk(
    viewers.frames.some(({ message }) => message?.member === memberOf(room, person.id)),
    'nobody heard them',
  )
})

t.test('whoever is suspended writes nothing, by any frame', async t => {
  const { db, people, pair, memberOf, join, joinThere, settle, knowSuspended } = await setUp(t)
  const { viewer, person, third, room } = people
  const [thirds, persons, viewers] = [await join(third.id), await join(person.id), await joinThere(viewer.id)]
  await settle(thirds, persons, viewers)
  const from = persons.frames.length
  const before = await db.selectFrom('messages').select('id').execute()
  await db
    .updateTable('users')
    .set({ suspended_at: new Date(), suspended_until: new Date(Date.now() + 3_600_000) })
    .where('id', '=', viewer.id)
    .execute()
  await knowSuspended()
  // A socket of its own for each: more than twenty frames at once are too many.
  for (const [where, socket] of [
    [room, viewers],
    [pair, await joinThere(viewer.id)],
  ] as const)
    for (const [type, { frame, isWriting }] of Object.entries(sent)) {
      const frames = await socket.answer(frame(where, memberOf(where, viewer.id), 'hello'))
      t.equal(refusal(frames), isWriting ? 'suspended' : undefined, type)
      if (isWriting) t.match(frames.find(isType('error')), type === 'first' ? {} : { room: where })
    }
  await settle(thirds, persons)
  t.strictSame(
    persons.frames
      .slice(from)
      .map(({ type }) => type)
      .filter(type => type !== 'pong'),
    ['message'],
    'and nobody is told of anything',
  )
  t.equal((await db.selectFrom('messages').select('id').execute()).length, before.length + 1)
})
