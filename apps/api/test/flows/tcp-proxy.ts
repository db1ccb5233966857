import { createServer, connect as open, type Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** From now on nothing passes in either direction, and nobody is told. */
  freeze(): void
  close(): Promise<void>
}

/** Stands between a client and a server, to take the server away without closing a connection. */
export const tcpProxy = async (target: { host: string; port: number }): Promise<TcpProxy> => {
  const sockets = new Set<Socket>()
  let frozen = false
  const server = createServer(client => {
    if (frozen) return void sockets.add(client)
    const upstream = open(target)
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    freeze: () => {
      frozen = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
