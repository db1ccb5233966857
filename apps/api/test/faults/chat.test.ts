import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { open } from '@mudig/db/accounts/sessions'
import { aUser } from '@mudig/db/testing/rows'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { forge } from '../../src/testing/app.js'
import { ownRedis } from '../flows/own-redis.js'
import type { AppProcess } from '../flows/process.js'
import { stack } from '../flows/stack.js'
import type { ClientPlan, Finish, Seen, Start } from './chat-clients.js'
import { isShort, randomFrom, seed } from './random.js'
import { printTable } from './table.js'

const messages = isShort ? 600 : 10_000
const roomCount = 20
const peopleCount = 30
const processes = 3
/** Below the limit of frames; the long form writes for longer, so that more goes wrong meanwhile. */
const everyMs = isShort ? 60 : 150
const roundsLeast = isShort ? 3 : 12
const leavers = isShort ? 3 : 4

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise(closed => server.close(closed))
  return port
}

/** The next message of a kind that a process of clients sends. */
const told = <Told>(child: ChildProcess, type: string) =>
  new Promise<Told>((resolve, reject) => {
    child.on('message', (message: { type: string }) => message.type === type && resolve(message as Told))
    child.once('exit', code => reject(new Error(`clients ended with ${code}`)))
  })

t.test(
  `${messages} messages in ${roomCount} rooms, with processes killed, connections cut and Redis away (seed ${seed})`,
  { timeout: isShort ? 300_000 : 1_200_000 },
  async t => {
    const random = randomFrom(seed)
    const redis = await ownRedis(t)
    const { startApi, db, env } = await stack(t, { redisUrl: redis.url })
    const ports = [await freePort(), await freePort()]
    const urls = ports.map(port => `http://127.0.0.1:${port}`)
    const start = (slot: number) => startApi({ PORT: String(ports[slot]) })
    const apis: AppProcess[] = await Promise.all(ports.map((_, slot) => start(slot)))

    const people = await Promise.all(
      Array.from({ length: peopleCount }, async () => {
        const id = await aUser(db)
        const { handle } = await db.selectFrom('users').select('handle').where('id', '=', id).executeTakeFirstOrThrow()
        const sid = await open(db, { user_id: id, seed: randomBytes(32), user_agent: null, address: '192.0.2.1' })
        const now = Math.floor(Date.now() / 1_000)
        const about = { iss: 'mudig', aud: 'mudig-api', iat: now, exp: now + 900, jti: randomUUID() }
        const token = forge(
          env.JWT_SECRET,
          { alg: 'HS256', typ: 'JWT' },
          { ...about, sub: `${id}`, sid, typ: 'access' },
        )
        return { id, handle: handle!, token }
      }),
    )
    const ask = (token: string, method: string, path: string, body?: object, url = urls[0]) =>
      fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      })
    const rooms = await Promise.all(
      Array.from({ length: roomCount }, async (_, n) => {
        const members = people.filter((_, index) => (index * 7 + n * 3) % 5 === 0)
        const [owner, ...others] = members
        const answer = await ask(owner!.token, 'POST', '/chats/rooms', { handles: others.map(({ handle }) => handle) })
        const { uuid } = (await answer.json()) as { uuid: string }
        return { uuid, members }
      }),
    )
    const plans = people.map(
      ({ id, token }): ClientPlan => ({
        user: id,
        token,
        rooms: rooms.filter(({ members }) => members.some(member => member.id === id)).map(({ uuid }) => uuid),
        messages: Math.ceil(messages / peopleCount),
        everyMs,
        foreign: rooms.find(({ members }) => members.every(member => member.id !== id))!.uuid,
      }),
    )
    const file = fileURLToPath(new URL('./chat-clients.js', import.meta.url))
    const children = Array.from({ length: processes }, () => fork(file, ['--chat-clients']))
    t.teardown(() => {
      for (const child of children) child.kill('SIGKILL')
    })
    const written = Promise.all(children.map(child => told(child, 'written')))
    for (const [n, child] of children.entries())
      child.send({ type: 'start', urls, seed, clients: plans.filter((_, index) => index % processes === n) } as Start)

    let isWriting = true
    written.finally(() => {
      isWriting = false
    })
    const injected = { kills: 0, stops: 0, emptied: 0 }
    const inject = async (what: number): Promise<void> => {
      if (what === 0) {
        // Now and then nobody is left.
        const slots = random() < 0.25 ? [0, 1] : [Math.floor(random() * 2)]
        await Promise.all(slots.map(slot => apis[slot]!.kill()))
        injected.kills += slots.length
        await sleep(random() * 1_000)
        for (const slot of slots) apis[slot] = await start(slot)
      } else if (what === 1) {
        await redis.stop()
        await sleep(random() * 3_000)
        await redis.start()
        injected.stops += 1
      } else {
        await redis.empty()
        injected.emptied += 1
      }
    }
    /** Leaves by whichever process answers, also while something is wrong. */
    const leave = ({ uuid, members }: (typeof rooms)[number]): Promise<boolean> => {
      const { token } = members.at(-1)!
      let turn = 0
      return until(
        async () => {
          const answer = await ask(token, 'DELETE', `/chats/members/${uuid}`, undefined, urls[turn++ % 2]).catch(
            () => undefined,
          )
          // A process may have died between the commit and its answer.
          return answer?.status === 204 || answer?.status === 404
        },
        { withinMs: 60_000, everyMs: 100 },
      )
    }
    const leaving: Promise<boolean>[] = []
    for (let round = 0; isWriting || round < roundsLeast; round++) {
      await sleep(1_500 + random() * 2_000)
      if (round < leavers) leaving.push(leave(rooms[round]!))
      await inject(round % 3)
    }
    t.strictSame(await Promise.all(leaving), Array(leavers).fill(true))
    await written

    // Who was told that they left may have been told it by a second request: the row says when it was.
    const left = await db
      .selectFrom('conversation_members as m')
      .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
      .leftJoin('messages as x', join =>
        join.onRef('x.conversation_id', '=', 'c.id').onRef('x.created_at', '<', 'm.left_at'),
      )
      .select(['c.uuid as room', 'm.user_id as user'])
      .select(({ fn }) => fn.max('x.seq').as('seq'))
      .where('m.left_at', 'is not', null)
      .groupBy(['c.uuid', 'm.user_id'])
      .execute()
    const rows = await db
      .selectFrom('messages as x')
      .innerJoin('conversations as c', 'c.id', 'x.conversation_id')
      .select(['c.uuid', 'x.id', 'x.seq', 'x.client_key'])
      .orderBy('c.uuid')
      .orderBy('x.seq')
      .execute()
    const history = new Map(rooms.map(({ uuid }) => [uuid, rows.filter(row => row.uuid === uuid)]))
    const last = Object.fromEntries([...history].map(([room, all]) => [room, all.length]))
    const leftOf = (room: string, user: number) => left.find(one => one.room === room && one.user === user)
    const seen: Seen[] = (
      await Promise.all(
        children.map(child => {
          const answer = told<{ seen: Seen[] }>(child, 'seen')
          child.send({ type: 'finish', last, left } as Finish)
          return answer
        }),
      )
    ).flatMap(answer => answer.seen)

    const lost: string[] = []
    const twice: string[] = []
    const holes: string[] = []
    const foreign: string[] = []
    for (const [room, all] of history) {
      for (const [index, { seq }] of all.entries()) if (seq !== index + 1) holes.push(`${room} has no ${index + 1}`)
      const keys = all.map(({ client_key }) => client_key)
      if (new Set(keys).size !== keys.length) twice.push(room)
    }
    for (const { client_key, uuid } of rows)
      if (client_key?.startsWith('intruder')) foreign.push(`${client_key} in ${uuid}`)
    let acked = 0
    for (const { user, acks, rooms: got } of seen) {
      for (const [client_id, [room, seq]] of Object.entries(acks)) {
        acked += 1
        if (history.get(room)?.[seq - 1]?.client_key !== client_id) lost.push(`${client_id} in ${room}`)
      }
      const own = plans.find(plan => plan.user === user)!.rooms
      for (const [room, messagesOf] of Object.entries(got)) {
        if (!own.includes(room)) foreign.push(`${user} saw ${room}`)
        const gone = leftOf(room, user)
        const end = gone ? (gone.seq ?? 0) : Number.POSITIVE_INFINITY
        for (const seq of Object.keys(messagesOf).map(Number))
          if (seq > end) foreign.push(`${user} saw ${seq} of ${room}`)
      }
      for (const room of own) {
        if (leftOf(room, user)) continue
        const wanted = history.get(room)!.map(({ id }) => id)
        const ids = Object.values(got[room] ?? {})
        if (JSON.stringify(ids) !== JSON.stringify(wanted))
          holes.push(`${user} in ${room}: ${ids.length} of ${wanted.length}`)
      }
    }
    printTable(`Chat, seed ${seed}`, [
      ['API processes killed', injected.kills],
      ['Redis stopped', injected.stops],
      ['Redis emptied', injected.emptied],
      ['connections cut by clients', seen.reduce((sum, { cuts }) => sum + cuts, 0)],
      ['people who left', left.length],
      ['tries at rooms of others, refused', seen.reduce((sum, { refusals }) => sum + refusals, 0)],
      ['messages acknowledged', acked],
      ['messages in the rooms', rows.length],
      ['acknowledged and not there', lost.length],
      ['there twice', twice.length],
      ['holes in what members have', holes.length],
      ['seen by who should not', foreign.length],
    ])
    t.ok(injected.kills > 0 && injected.stops > 0 && injected.emptied > 0)
    t.equal(left.length, leavers)
    t.ok(
      seen.every(({ refusals }) => refusals > 0),
      'everybody tried a room that they are not in',
    )
    t.ok(acked >= messages, `${acked} were acknowledged`)
    t.strictSame(
      seen.flatMap(({ faults }) => faults),
      [],
      'numbers and ids never change',
    )
    t.strictSame(lost, [], 'what was acknowledged is there, where it was said to be')
    t.strictSame(twice, [], 'and once')
    t.strictSame(holes, [], 'each member has the same sequence without holes')
    t.strictSame(foreign, [], 'nobody sees a room that they are not in, or what followed their leaving')
  },
)
