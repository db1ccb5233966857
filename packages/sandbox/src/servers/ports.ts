import { createServer } from 'node:net'

/** Whether this machine lets us listen there now. */
export const isFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })

/** A port that is free at this moment on the loopback address. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port'))))
    })
  })

/** Somebody else listens where a server was wanted, with a sentence for the person at the terminal. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError'
}

/** The port that was asked for, or a free one. @throws PortInUseError */
export const portFor = async (wanted: number | undefined, server: string, variable: string): Promise<number> => {
  if (wanted === undefined) return freePort()
  if (await isFree(wanted)) return wanted
  throw new PortInUseError(
    `Port ${wanted}, wanted for ${server}, is in use. Stop what listens there, or choose another: npm start -- --${variable.toLowerCase().replaceAll('_', '-')} ${wanted + 1} (or ${variable}=${wanted + 1} in .env)`,
  )
}
