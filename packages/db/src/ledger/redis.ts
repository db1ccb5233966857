import { Cluster, Redis, type RedisOptions } from 'ioredis'

const parts = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^@/?]+)(?:\/([^?]*))?$/

const defaultPorts = { sentinel: 26_379, cluster: 6_379 } as const

/**
 * A connection to `redis://user:password@host:port/0`, or `rediss://` with TLS; to the master that sentinels name,
 * `redis+sentinel://user:password@host:port,host:port/mymaster`; or to a cluster of which some nodes are given,
 * `redis+cluster://user:password@host:port,host:port`. User and password are those of the servers, percent-encoded.
 *
 * A cluster is typed as one server: what is asked of it here has keys with one braced prefix, so that it is all the same.
 * @throws Error when sentinels or nodes are given in another form
 */
export const openRedis = (url: string, options: RedisOptions): Redis => {
  if (/^rediss?:/.test(url)) return new Redis(url, options)
  const [, scheme, kind, credentials = '', hosts = '', path = ''] = parts.exec(url) ?? []
  if (kind !== 'sentinel' && kind !== 'cluster') throw new Error('REDIS_URL has a form that nobody knows')
  const [username, password] = credentials.split(':', 2).map(decodeURIComponent)
  const access = {
    ...(username && { username }),
    ...(password && { password }),
    ...(scheme === 'rediss' && { tls: {} }),
  }
  const nodes = hosts.split(',').map(node => {
    const { hostname, port } = new URL(`http://${node}`)
    return { host: hostname, port: Number(port) || defaultPorts[kind] }
  })
  if (kind === 'sentinel') {
    const known = { sentinels: nodes, name: path || 'mymaster', ...(access.tls && { enableTLSForSentinelMode: true }) }
    return new Redis({ ...options, ...access, ...known })
  }
  const { enableOfflineQueue, lazyConnect, retryStrategy, ...redisOptions } = options
  return new Cluster(nodes, {
    redisOptions: { ...redisOptions, ...access },
    ...(enableOfflineQueue !== undefined && { enableOfflineQueue }),
    ...(lazyConnect !== undefined && { lazyConnect }),
    ...(retryStrategy && { clusterRetryStrategy: times => retryStrategy(times) }),
    // Names in a certificate are those of the hosts, which are not looked up here.
    ...(access.tls && { dnsLookup: (address, callback) => callback(null, address) }),
  }) as unknown as Redis
}

/** Something answers, or the connection is given up, so that only the first commands wait for it. */
const impatient = {
  socketTimeout: 1_200,
  connectTimeout: 2_000,
  retryStrategy: (times: number) => Math.min(times * 100, 1_000),
}

/**
 * A connection for producers: a dead Redis fails a command at once instead of queueing it, because the relay delivers
 * later anyway and the caller is a person who waits.
 */
export const createProducerRedis = (url: string): Redis =>
  openRedis(url, { ...impatient, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1_000 })

/** A connection for a subscriber that is told something every second. It connects when it is first used. */
export const createSubscriberRedis = (url: string): Redis =>
  openRedis(url, { ...impatient, maxRetriesPerRequest: null, lazyConnect: true })

/** A connection for a consumer, which waits until there is a Redis. */
export const createConsumerRedis = (url: string): Redis =>
  openRedis(url, {
    maxRetriesPerRequest: null,
    // BullMQ blocks for ten seconds at most; a connection that says nothing for longer is given up.
    socketTimeout: 15_000,
    retryStrategy: times => Math.min(times * 100, 2_000),
  })
