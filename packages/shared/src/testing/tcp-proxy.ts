import { createServer, connect as open, type Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** Connections that clients hold at this moment. */
  connections(): number
  /** From now on everything passes at once, as in the beginning; what was held back meanwhile comes first. */
  pass(): void
  /**
   * From now on nothing passes, and nobody is told; new connections are accepted and get no answer, as by the kernel of
   * a frozen server. `answers` holds back only what the server says, so that it does what it is asked and nobody learns
   * of it.
   */
  silence(what?: 'everything' | 'answers'): void
  /** From now on whatever is sent, in either direction, arrives so much later. */
  slow(delayMs: number): void
  /**
   * The server's ends of today's connections are closed, the clients' stay open, and what they say goes nowhere; new
   * connections are good.
   */
  halfOpen(): void
  /** Resets today's connections at both ends. */
  cut(): void
  close(): Promise<void>
}

type Mode = { kind: 'pass' } | { kind: 'slow'; delayMs: number } | { kind: 'silent'; what: 'everything' | 'answers' }

interface Link {
  client: Socket
  /** Undefined until the connection may be passed on, and when it is only half there. */
  server: Socket | undefined
  isHalf: boolean
}

/**
 * Stands between a client and a server, to take the server away in all the ways in which networks do, without either of
 * them knowing.
 */
export const tcpProxy = async (target: { host: string; port: number }): Promise<TcpProxy> => {
  const links = new Set<Link>()
  /** Both ends of all connections, also of those whose other end has closed. */
  const sockets = new Set<Socket>()
  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  }
  let mode: Mode = { kind: 'pass' }
  const held: (() => void)[] = []

  const isHeld = (direction: 'ask' | 'answer') =>
    mode.kind === 'silent' && (mode.what === 'everything' || direction === 'answer')

  /** One direction of a connection: chunks in their order, each when the network lets it. */
  const carry = (link: Link, from: Socket, to: () => Socket | undefined, direction: 'ask' | 'answer') => {
    let isHolding = false
    let busyUntil = Promise.resolve()
    const send = (chunk: Buffer) => {
      const receiver = to()
      if (!link.isHalf && receiver && !receiver.destroyed) receiver.write(chunk)
    }
    from.on('data', (chunk: Buffer) => {
      if (isHeld(direction)) {
        from.pause()
        held.push(() => {
          isHolding = false
          send(chunk)
          from.resume()
        })
        isHolding = true
        return
      }
      if (mode.kind !== 'slow') return void busyUntil.then(() => send(chunk))
      const arrived = new Promise(resolve => setTimeout(resolve, mode.kind === 'slow' ? mode.delayMs : 0))
      busyUntil = Promise.all([busyUntil, arrived]).then(() => send(chunk))
    })
    from.on('error', () => {})
    from.on('close', () => {
      if (link.isHalf && from !== link.client) return
      const end = () => {
        to()?.destroy()
        links.delete(link)
      }
      // The news of an end is held back like everything else.
      if (isHeld(direction) || isHolding) held.push(end)
      else void busyUntil.then(end)
    })
  }

  const join = (link: Link) => {
    if (link.client.destroyed) return
    const server = open(target)
    track(server)
    link.server = server
    carry(link, server, () => link.client, 'answer')
    carry(link, link.client, () => link.server, 'ask')
    link.client.resume()
  }

  const listener = createServer({ pauseOnConnect: true }, client => {
    const link: Link = { client, server: undefined, isHalf: false }
    links.add(link)
    track(client)
    client.on('error', () => {})
    client.on('close', () => links.delete(link))
    if (isHeld('ask')) held.push(() => join(link))
    else join(link)
  })
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const become = (next: Mode) => {
    mode = next
    for (const release of held.splice(0)) release()
  }
  return {
    port: address.port,
    connections: () => links.size,
    pass: () => become({ kind: 'pass' }),
    silence: (what = 'everything') => {
      mode = { kind: 'silent', what }
    },
    slow: delayMs => become({ kind: 'slow', delayMs }),
    halfOpen: () => {
      for (const link of links) {
        link.isHalf = true
        link.server?.destroy()
        link.client.resume()
      }
    },
    cut: () => {
      for (const { client, server } of links) {
        client.resetAndDestroy()
        server?.destroy()
      }
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => listener.close(resolve))
    },
  }
}
