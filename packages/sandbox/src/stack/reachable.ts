import { connect } from 'node:net'
import type { Settings } from './settings.js'

const patienceMs = 3_000
const defaultPorts: Record<string, number> = { 'redis:': 6379, 'rediss:': 6379, 'postgres:': 5432, 'postgresql:': 5432 }

const faultAt = ({ hostname, port, protocol }: URL): Promise<string | undefined> =>
  new Promise(resolve => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (defaultPorts[protocol] ?? 80),
    })
    const end = (fault: string | undefined): void => {
      socket.destroy()
      resolve(fault)
    }
    socket.setTimeout(patienceMs, () => end(`no answer within ${patienceMs / 1_000} s`))
    socket.once('connect', () => end(undefined))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  })

/** Servers that the user names and at which nobody listens, a line for each, without their passwords. */
export const unreachableServers = async (settings: Pick<Settings, 'DATABASE_URL' | 'REDIS_URL'>): Promise<string[]> => {
  const said = await Promise.all(
    (['DATABASE_URL', 'REDIS_URL'] as const).map(async name => {
      const given = settings[name]
      if (given === undefined || !URL.canParse(given)) return undefined
      const url = new URL(given)
      // A socket's path, as PostgreSQL takes it, is for PostgreSQL to open.
      const fault = url.hostname === '' ? undefined : await faultAt(url)
      return (
        fault &&
        `Nobody answers at ${url.protocol}//${url.host}, which ${name} names (${fault}). Without ${name} one is started here.`
      )
    }),
  )
  return said.filter(line => line !== undefined)
}
