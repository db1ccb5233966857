import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Whether nobody listens there now. @throws Error of `listen` where that is not what stops us: no such address, a port only for root */
export const isFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })

/** Given by this process: who got one may not be listening yet. */
const given = new Set<number>()

/**
 * A port that is free on the loopback address, and likely to stay so until a child process listens there: it lies below the ranges out of
 * which systems hand ports to whoever does not care (Linux from 32768, IANA and macOS from 49152), and no two callers here get the same.
 * @throws Error when a hundred ports in a row are in use
 */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 32_000)
    if (given.has(port)) continue
    given.add(port)
    if (await isFree(port)) return port
  }
  throw new Error('No free port')
}

/** Somebody else listens where a server was wanted, with a sentence for the person at the terminal. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError'
}

/** The port that was asked for, or a free one. @throws PortInUseError, or the error of `listen` where nobody can */
export const portFor = async (wanted: number | undefined, server: string, variable: string): Promise<number> => {
  if (wanted === undefined) return freePort()
  if (await isFree(wanted)) return wanted
  throw new PortInUseError(
    `Port ${wanted}, wanted for ${server}, is in use. Stop what listens there, or choose another: npm start -- --${variable.toLowerCase().replaceAll('_', '-')} ${wanted + 1} (or ${variable}=${wanted + 1} in .env)`,
  )
}
