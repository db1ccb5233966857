import { randomInt } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRunning, markOf, type ProcessMark } from './process-mark.js'

/**
 * Whether nobody listens there now.
 * @throws Error of `listen` where that is not what stops us: no such address, a port only for root
 */
export const isFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })

/**
 * A file for each port that a running stack or test has chosen: between the choice and the moment when a child listens,
 * nobody else may choose it.
 */
const folder = join(tmpdir(), 'mudig-ports')
const held = new Set<number>()
const sweptAfterMs = 5_000

let isSwept = false

const open = (): void => {
  try {
    mkdirSync(folder)
    // For every user of the machine, as /tmp is.
    chmodSync(folder, 0o1777)
  } catch {
    // Mostly it is there; where it cannot be made, writing below says so.
  }
  if (isSwept) return
  isSwept = true
  sweep()
}

/** Takes away what dead processes left. Nobody else would, unless chance chose the very port again. */
const sweep = (): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    try {
      // What another process is just writing is neither whole nor old.
      if (!isOwned(path) && Date.now() - statSync(path).mtimeMs > sweptAfterMs) rmSync(path, { force: true })
    } catch {
      // Another user's, or just taken away by somebody else.
    }
  }
}

/** @throws Error where another user's file cannot be read */
const isOwned = (path: string): boolean => isRunning(markIn(readFileSync(path, 'utf8')))

const markIn = (text: string): ProcessMark => {
  try {
    return JSON.parse(text) as ProcessMark
  } catch {
    // Of one that was killed while it wrote, or whose disk was full.
    return { pid: 0, started: '' }
  }
}

/** @returns false when another living process has chosen it */
const reserve = (port: number): boolean => {
  if (held.has(port)) return true
  const me = markOf(process.pid)
  const path = join(folder, `${port}`)
  const draft = `${path}.${process.pid}`
  try {
    open()
    writeFileSync(draft, JSON.stringify(me))
    for (let tries = 0; tries < 2; tries++) {
      try {
        linkSync(draft, path)
        if (held.size === 0) process.once('exit', releaseAll)
        held.add(port)
        return true
      } catch {
        if (isOwned(path)) return false
        rmSync(path, { force: true })
      }
    }
    return false
  } catch {
    // Where nothing can be written, or another user's file lies, the look at the port itself has to do.
    return true
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Lets another process choose the port: for whoever chose it on that one's behalf. */
export const releasePort = (port: number): void => {
  if (held.delete(port)) rmSync(join(folder, `${port}`), { force: true })
}

const releaseAll = (): void => {
  for (const port of held) releasePort(port)
}

/**
 * A port that is free on the loopback address, and stays so until a child process listens there: it lies below the
 * ranges out of which systems hand ports to whoever does not care (Linux from 32768, IANA and macOS from 49152), and
 * neither here nor in another process does a caller get the same.
 * @throws Error when a hundred ports in a row are in use
 */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 32_000)
    if (held.has(port) || !reserve(port)) continue
    if (await isFree(port)) return port
  }
  throw new Error('No free port')
}

/** Somebody else listens where a server was wanted, with a sentence for the person at the terminal. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError'
}

/** The port that was asked for, or a free one. @throws PortInUseError, or the error of `listen` where nobody can */
export const portFor = async (
  wanted: number | undefined,
  server: string,
  variable: string,
  host?: string,
): Promise<number> => {
  if (wanted === undefined) return freePort()
  if (reserve(wanted) && (await isFree(wanted, host))) return wanted
  throw new PortInUseError(
    `Port ${wanted}, wanted for ${server}, is in use. Stop what listens there, or choose another: npm start -- --${variable.toLowerCase().replaceAll('_', '-')} ${wanted + 1} (or ${variable}=${wanted + 1} in .env)`,
  )
}
