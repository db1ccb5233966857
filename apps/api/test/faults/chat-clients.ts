import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'

// A process of its own with clients of chat, started by chat.test.ts, which tells it whom to be and when to come to an
// end, and gets what each of them saw.

export interface ClientPlan {
  user: number
  token: string
  /** Rooms in which it writes, how many messages in all, and how long it waits after each. */
  rooms: string[]
  messages: number
  everyMs: number
  /** A room that it is not in, and tries to read and to write in. */
  foreign: string
}

export interface Start {
  type: 'start'
  urls: string[]
  seed: number
  clients: ClientPlan[]
}

/** The newest number of each room: whoever is in it has to get there. */
export interface Finish {
  type: 'finish'
  last: Record<string, number>
  /** Who has left which, and cannot get there. */
  left: { user: number; room: string }[]
}

export interface Seen {
  user: number
  /** By room: what came, id by number. */
  rooms: Record<string, Record<number, number>>
  /** By the client's own name of a message: the room and the number that it was told. */
  acks: Record<string, [room: string, seq: number]>
  /** Messages that came twice with different ids, or acks that differed. */
  faults: string[]
  cuts: number
  /** How often it was told that there is no such room as the foreign one. */
  refusals: number
}

interface Told {
  type: string
  message?: { room_id: string; seq: number; id: number }
  client_id?: string
  room?: string
  seq?: number
  code?: string
}

const client = (plan: ClientPlan, urls: readonly string[], random: () => number) => {
  const seen: Seen = { user: plan.user, rooms: {}, acks: {}, faults: [], cuts: 0, refusals: 0 }
  const upTo = new Map(plan.rooms.map(room => [room, 0]))
  let waiting: { client_id: string; room: string; done: (isWritten: boolean) => void } | undefined
  let socket: WebSocket | undefined
  let isReady = false
  let isOver = false
  let turn = Math.floor(random() * urls.length)
  const asked = new Map<string, number>()

  const say = (frame: object) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }
  const sync = (rooms: readonly string[]) => {
    for (const room of rooms) asked.set(room, Date.now())
    say({ type: 'sync', rooms: Object.fromEntries(rooms.map(room => [room, upTo.get(room)!])) })
  }
  const sendWaiting = () => {
    if (waiting && isReady)
      say({ type: 'send', room: waiting.room, client_id: waiting.client_id, text: waiting.client_id })
  }
  const take = ({ room_id, seq, id }: { room_id: string; seq: number; id: number }) => {
    const room = seen.rooms[room_id] ?? {}
    seen.rooms[room_id] = room
    if (room[seq] !== undefined && room[seq] !== id) seen.faults.push(`${room_id} ${seq} is ${room[seq]} and ${id}`)
    room[seq] = id
    let next = upTo.get(room_id) ?? 0
    while (room[next + 1] !== undefined) next += 1
    upTo.set(room_id, next)
    if (seq > next && Date.now() - (asked.get(room_id) ?? 0) > 200) sync([room_id])
  }
  const receive = (frame: Told) => {
    const { type, message, client_id = '', room = '', seq = 0, code } = frame
    if (type === 'ready') {
      isReady = true
      sync(plan.rooms)
      say({ type: 'sync', rooms: { [plan.foreign]: 0 } })
      say({ type: 'send', room: plan.foreign, client_id: `intruder-${plan.user}`, text: 'let me in' })
      sendWaiting()
    } else if (type === 'message' && message) take(message)
    else if (type === 'gap') sync([room])
    else if (type === 'ack') {
      const before = seen.acks[client_id]
      if (before && before[1] !== seq) seen.faults.push(`${client_id} is ${before[1]} and ${seq}`)
      seen.acks[client_id] = [room, seq]
      if (waiting?.client_id === client_id) waiting.done(true)
    } else if (type === 'error' && room === plan.foreign) {
      if (code === 'room_not_found') seen.refusals += 1
    } else if (type === 'error' && waiting?.client_id === client_id) {
      // Whoever is in it no longer has nothing to say there.
      if (code === 'room_not_found') waiting.done(false)
      else setTimeout(sendWaiting, 250)
    }
  }
  const connect = () => {
    isReady = false
    turn += 1
    const next = new WebSocket(`${urls[turn % urls.length]!.replace('http', 'ws')}/chats/t`, {
      headers: { authorization: `Bearer ${plan.token}` },
      handshakeTimeout: 5_000,
    })
    socket = next
    next.on('message', data => receive(JSON.parse(String(data))))
    next.on('error', () => {})
    next.on('close', () => {
      if (socket === next && !isOver) setTimeout(connect, 100 + random() * 200)
    })
  }
  connect()
  const cutting = setInterval(() => {
    if (random() > 0.08) return
    seen.cuts += 1
    socket?.terminate()
  }, 500)
  // What was said to a process that died is said again.
  const repeating = setInterval(sendWaiting, 2_000)

  return {
    write: async () => {
      let rooms = plan.rooms
      for (let n = 0; n < plan.messages; ) {
        const room = rooms[Math.floor(random() * rooms.length)]!
        const isWritten = await new Promise<boolean>(done => {
          waiting = { client_id: `${plan.user}-${n}`, room, done }
          sendWaiting()
        })
        waiting = undefined
        if (isWritten) n += 1
        else rooms = rooms.filter(other => other !== room)
        await sleep(plan.everyMs)
      }
    },
    finish: async ({ last, left }: Finish): Promise<Seen> => {
      clearInterval(cutting)
      clearInterval(repeating)
      const own = plan.rooms.filter(room => !left.some(one => one.user === plan.user && one.room === room))
      const lacking = () => own.filter(room => upTo.get(room)! < last[room]!)
      for (const endsAt = Date.now() + 60_000; lacking().length > 0 && Date.now() < endsAt; ) {
        if (isReady) sync(lacking())
        await sleep(1_000)
      }
      isOver = true
      socket?.terminate()
      return seen
    },
  }
}

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
const randomFrom = (start: number) => {
  let state = start >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

if (process.send !== undefined && process.argv.includes('--chat-clients')) {
  let running: ReturnType<typeof client>[] = []
  process.on('message', async (told: Start | Finish) => {
    if (told.type === 'start') {
      running = told.clients.map(plan => client(plan, told.urls, randomFrom(told.seed + plan.user)))
      await Promise.all(running.map(one => one.write()))
      process.send!({ type: 'written' })
    } else {
      const seen = await Promise.all(running.map(one => one.finish(told)))
      // It is ended by whoever started it: one that went now might be gone before this has been read.
      process.send!({ type: 'seen', seen })
    }
  })
}
