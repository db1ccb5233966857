// npm run bench -- chat [--messages 200] [--rounds 10] [--members 5] [--idle 5000] [--write]: how long a message takes to
// a member who is connected to another process, beside the least that could carry it there, in rounds in turn; and what
// idle sockets take of a process's memory.
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { open } from '@mudig/db/accounts/sessions'
import { openRoom } from '@mudig/db/messages/room-changes'
import { sql } from 'kysely'
import { WebSocket } from 'ws'
import { forge } from '../src/testing/app.js'
import { writeSection } from './rig/document.js'
import { quantile } from './rig/figures.js'
import { addPeople, fromElsewhere, type Stand, withStand } from './rig/stand.js'
import { usageOf } from './rig/usage.js'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '10' },
    members: { type: 'string', default: '5' },
    idle: { type: 'string', default: '5000' },
    write: { type: 'boolean', default: false },
  },
})
const messages = Math.max(10, Number(values.messages) || 200)
const rounds = Math.max(1, Number(values.rounds) || 10)
const members = Math.min(50, Math.max(2, Number(values.members) || 5))
const idle = Math.max(0, Number(values.idle) || 0)
/** What is wanted: the ratios of the medians and of the slowest hundredth, and the memory of 5,000 idle sockets. */
const ratioMost = 1.5
const memoryMostMb = 150
/** Below the limit of frames of one socket. */
const everyMs = 60

const lines: string[] = []
const say = (line = ''): void => {
  lines.push(line)
  console.log(line)
}

const startBare = async ({ databaseUrl, redisUrl }: Stand['servers']) => {
  const file = fileURLToPath(new URL('./chat/bare.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=mudig-source', '--import=tsx', file], {
    env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(child.stdout, 'data')
  return { url: String(said).trim().slice('listening at '.length), end: () => child.kill('SIGKILL') }
}

const tokenOf = async ({ db, secret }: Stand, user_id: number): Promise<string> => {
  const sid = await open(db, { user_id, seed: randomBytes(32), user_agent: null, address: '192.0.2.1' })
  const now = Math.floor(Date.now() / 1_000)
  const about = { iss: 'mudig', aud: 'mudig-api', iat: now, exp: now + 900, jti: randomUUID() }
  return forge(secret, { alg: 'HS256', typ: 'JWT' }, { ...about, sub: `${user_id}`, sid, typ: 'access' })
}

interface Told {
  type?: string
  message?: { text: string }
}

/** An open socket; `heard` gets every frame. */
const connect = async (url: string, token: string | undefined, heard: (frame: Told) => void): Promise<WebSocket> => {
  const headers = { ...fromElsewhere(), ...(token !== undefined && { authorization: `Bearer ${token}` }) }
  const socket = new WebSocket(url, { headers, perMessageDeflate: false })
  const ready = new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.on('message', data => {
      const frame = JSON.parse(String(data)) as Told
      if (frame.type === 'ready') resolve()
      else heard(frame)
    })
    if (token === undefined) socket.once('open', () => resolve())
  })
  await ready
  return socket
}

interface Path {
  name: string
  /** Sends a text by any of its sockets. */
  send(text: string, n: number): void
  arrived: Map<string, (at: number) => void>
  times: number[]
}

/** One message after the other, each timed from its sending to its arrival at the other process. */
const measure = async ({ send, arrived, times }: Path, count: number, keeps: boolean): Promise<void> => {
  for (let n = 0; n < count; n++) {
    const text = `${randomUUID()} 오늘 저녁에 귤 나눔합니다, 어디로 가면 될까요?`
    const since = performance.now()
    const at = await new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('a message did not arrive')), 20_000)
      arrived.set(text, moment => {
        clearTimeout(late)
        resolve(moment)
      })
      send(text, n)
    })
    arrived.delete(text)
    if (keeps) times.push(at - since)
    await sleep(Math.max(0, everyMs / members - (at - since)))
  }
}

const pathOf = (name: string) => {
  const path: Path = { name, send: () => {}, arrived: new Map(), times: [] }
  const heard = ({ message }: Told): void => {
    const now = performance.now()
    if (message) path.arrived.get(message.text)?.(now)
  }
  return { path, heard }
}

let isWithin = true
await withStand(
  async stand => {
    const { db, url, pid, servers } = stand
    const other = await stand.another()
    await addPeople(db, Math.max(members, idle), { password_hash: null }, 'chatter')
    const people = await db.selectFrom('users').select(['id', 'handle']).orderBy('id').execute()
    const socketUrl = (api: string) => `${api.replace('http', 'ws')}/chats/t`

    const present = people.slice(0, members)
    const tokens = await Promise.all(present.map(({ id }) => tokenOf(stand, id)))
    const handles = present.slice(1).map(({ handle }) => handle!)
    const { room } = await db.transaction().execute(trx => openRoom(trx, present[0]!.id, { handles }))
    const nothing = () => {}
    const ours = pathOf('ours')
    // The last one is connected to the other process, and is the one who is timed.
    const senders = await Promise.all(tokens.slice(0, -1).map(token => connect(socketUrl(url), token, nothing)))
    const sockets = [...senders, await connect(socketUrl(other.url), tokens.at(-1), ours.heard)]
    ours.path.send = (text, n) =>
      senders[n % senders.length]!.send(JSON.stringify({ type: 'send', room, client_id: randomUUID(), text }))

    await sql`create table bare_messages (id bigint generated always as identity primary key, room bigint not null,
    sender bigint not null, content text not null, created_at timestamptz not null default now())`.execute(db)
    const bares = [await startBare(servers), await startBare(servers)]
    const bare = pathOf('bare')
    const bareSenders = await Promise.all(senders.map(() => connect(bares[0]!.url, undefined, nothing)))
    sockets.push(...bareSenders, await connect(bares[1]!.url, undefined, bare.heard))
    bare.path.send = (text, n) => bareSenders[n % bareSenders.length]!.send(JSON.stringify({ text }))

    // What is compiled late is compiled now, and the tables are known as autovacuum makes them known after a minute.
    for (const { path } of [ours, bare]) await measure(path, messages, false)
    await sql`analyze`.execute(db)
    for (const { path } of [ours, bare]) await measure(path, messages, false)
    for (let round = 0; round < rounds; round++)
      for (const { path } of round % 2 === 0 ? [ours, bare] : [bare, ours]) await measure(path, messages, true)
    for (const socket of sockets) socket.terminate()
    for (const { end } of bares) end()

    const figures = (share: number) => [ours, bare].map(({ path }) => quantile(path.times, share)) as [number, number]
    say(`| to a member at another process, ms | p50 | p90 | p99 |`)
    say('|---|--:|--:|--:|')
    const shares = [0.5, 0.9, 0.99].map(figures)
    say(`| ours | ${shares.map(([own]) => own.toFixed(2)).join(' | ')} |`)
    say(`| socket, one insert, one publication | ${shares.map(([, least]) => least.toFixed(2)).join(' | ')} |`)
    say(`| ratio | ${shares.map(([own, least]) => (own / least).toFixed(2)).join(' | ')} |`)
    for (const [own, least] of [shares[0]!, shares[2]!]) if (own / least > ratioMost) isWithin = false

    if (idle > 0) {
      await sleep(2_000)
      const memory = () => usageOf({ api: pid }).api!.memoryMb
      const before = memory()
      const open: WebSocket[] = []
      for (let from = 0; from < idle; from += 100) {
        const batch = people.slice(from, from + 100)
        open.push(
          ...(await Promise.all(
            batch.map(async ({ id }) => connect(socketUrl(url), await tokenOf(stand, id), nothing)),
          )),
        )
      }
      await sleep(5_000)
      const more = memory() - before
      if (more > (memoryMostMb * idle) / 5_000) isWithin = false
      say()
      say(
        `${idle} idle sockets: ${more.toFixed(0)} MB more than the ${before.toFixed(0)} MB before (${((more * 1_024) / idle).toFixed(1)} kB each).`,
      )
      for (const socket of open) socket.terminate()
    }
    say()
    say(
      `${rounds} rounds of ${messages} messages in turn, a room of ${members}; ${availableParallelism()} cores, a load of ${loadavg()[0]?.toFixed(1)} over the last minute; Node ${process.versions.node}.`,
    )
  },
  { isDurable: true },
)
if (values.write) writeSection('chat', lines.join('\n'))
process.exitCode = isWithin ? 0 : 1
process.exit()
