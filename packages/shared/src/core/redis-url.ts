import { Type } from 'typebox'

/** Sentinels of a master, or some nodes of a cluster. */
export interface RedisServers {
  kind: 'sentinel' | 'cluster'
  tls: boolean
  username: string | undefined
  password: string | undefined
  nodes: { host: string; port: number }[]
  /** What sentinels call the master. */
  name: string
}

const several = /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@/\s]*)@)?([^@/?#\s]+)(?:\/([^/?#\s]*))?$/

const defaultPorts = { sentinel: 26_379, cluster: 6_379 } as const

/**
 * Reads `redis://user:password@host:port/0`, `redis+sentinel://user:password@host:port,host:port/mymaster` or
 * `redis+cluster://user:password@host:port,host:port`, and the same with `rediss`, which is TLS. User and password are
 * percent-encoded. A cluster has no numbered databases, so it is given none.
 *
 * @returns undefined where it has another form
 */
export const parseRedisUrl = (url: string): { kind: 'single' } | RedisServers | undefined => {
  try {
    return /^rediss?:\/\/./.test(url) ? single(url) : servers(url)
  } catch {
    // A URL that is none, or percent signs that encode nothing.
    return undefined
  }
}

const single = (url: string): { kind: 'single' } => {
  const { username, password } = new URL(url)
  decodeURIComponent(username)
  decodeURIComponent(password)
  return { kind: 'single' }
}

const servers = (url: string): RedisServers | undefined => {
  const [, scheme, kind, credentials = '', hosts = '', path = ''] = several.exec(url) ?? []
  if (kind !== 'sentinel' && kind !== 'cluster') return undefined
  if (kind === 'cluster' && path !== '') return undefined
  const nodes = hosts.split(',').map(node => {
    // Not http, of which the port 80 would be left out.
    const { hostname, port } = new URL(`redis://${node}`)
    return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPorts[kind] : Number(port) }
  })
  if (nodes.some(({ host, port }) => host === '' || port === 0)) return undefined
  const [username = '', password = ''] = /^([^:]*):?(.*)$/.exec(credentials)?.slice(1).map(decodeURIComponent) ?? []
  return {
    kind,
    tls: scheme === 'rediss',
    username: username || undefined,
    password: password || undefined,
    nodes,
    name: decodeURIComponent(path) || 'mymaster',
  }
}

/** REDIS_URL, in any of the forms that are known. */
export const RedisUrl = Type.Refine(
  Type.String({
    description: 'redis://host:port, redis+sentinel://host:port,…/mymaster or redis+cluster://host:port,…',
  }),
  text => parseRedisUrl(text) !== undefined,
  () => 'has the wrong form',
)
