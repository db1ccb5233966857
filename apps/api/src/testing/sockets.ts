import { until } from '@mudig/sandbox/servers/until'
import { WebSocket } from 'ws'

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
export type AnyFrame = any

export interface TestSocket {
  readonly socket: WebSocket
  /** Everything that came, in order. */
  readonly frames: AnyFrame[]
  send(frame: object | string | Buffer): void
  /** The first frame that fits, whenever it came. @throws where none comes */
  get(fits: (frame: AnyFrame) => boolean): Promise<AnyFrame>
  /** What comes of a frame, and beside it, until all that was sent is done. */
  answer(frame: object): Promise<AnyFrame[]>
  /** Texts of messages, in the order in which they came. */
  texts(): string[]
  /** Code with which it was closed. */
  closed: Promise<number>
  close(): void
}

/** A client's end of the socket of chat. @param url of the API, with http */
export const aSocket = (
  t: { teardown: (end: () => void) => void },
  url: string,
  headers: Record<string, string> = {},
): TestSocket => {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/chats/t`, { headers })
  const frames: AnyFrame[] = []
  socket.on('message', data => frames.push(JSON.parse(String(data))))
  socket.on('error', () => {})
  const closed = new Promise<number>(resolve => socket.once('close', resolve))
  t.teardown(() => socket.terminate())
  let pings = 0
  const send = (frame: object | string | Buffer): void => {
    if (typeof frame === 'object' && 'type' in frame && frame.type === 'ping') pings += 1
    const data = typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)
    if (socket.readyState === socket.OPEN) socket.send(data)
    else socket.once('open', () => socket.send(data))
  }
  return {
    socket,
    frames,
    closed,
    close: () => socket.close(),
    send,
    get: async fits => {
      let found: AnyFrame
      await until(
        () => {
          found = frames.find(fits)
          return found !== undefined
        },
        { withinMs: 15_000, everyMs: 5 },
      )
      if (found === undefined) throw new Error(`no such frame among ${JSON.stringify(frames)}`)
      return found
    },
    answer: async frame => {
      const from = frames.length
      for (const each of [frame, { type: 'ping' }]) send(each)
      const isAnswered = () => frames.filter(isType('pong')).length >= pings
      if (!(await until(isAnswered, { withinMs: 15_000, everyMs: 5 })))
        throw new Error(`no answer to ${JSON.stringify(frame)} among ${JSON.stringify(frames)}`)
      return frames.slice(from).filter(({ type }) => type !== 'pong')
    },
    texts: () => frames.filter(({ type }) => type === 'message').map(({ message }) => message.text),
  }
}

export const isType = (type: string) => (frame: AnyFrame) => frame.type === type
