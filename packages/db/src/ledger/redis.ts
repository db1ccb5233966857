import { parseRedisUrl } from '@mudig/shared/core/redis-url'
import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis'

/**
 * A connection to the server, to the master that the sentinels name, or to the cluster, as REDIS_URL says. User and
 * password are those of the servers; sentinels are asked without.
 *
 * A cluster is typed as one server: what is asked of it here has keys with one braced prefix, so that it is all the same.
 * @throws Error when the URL has a form that parseRedisUrl does not know
 */
export const openRedis = (url: string, options: RedisOptions, ofCluster: ClusterOptions = {}): Redis => {
  const servers = parseRedisUrl(url)
  if (!servers) throw new Error('REDIS_URL has a form that nobody knows')
  if (servers.kind === 'single') return new Redis(url, options)
  const { kind, tls, username, password, nodes, name } = servers
  const access = { ...(username && { username }), ...(password && { password }), ...(tls && { tls: {} }) }
  if (kind === 'sentinel') {
    const encrypted = tls && { sentinelTLS: {}, enableTLSForSentinelMode: true }
    return new Redis({ ...options, ...access, sentinels: nodes, name, ...encrypted })
  }
  const { enableOfflineQueue, lazyConnect, retryStrategy, ...redisOptions } = options
  return new Cluster(nodes, {
    ...ofCluster,
    redisOptions: { ...redisOptions, ...access },
    ...(enableOfflineQueue !== undefined && { enableOfflineQueue }),
    ...(lazyConnect !== undefined && { lazyConnect }),
    ...(retryStrategy && { clusterRetryStrategy: times => retryStrategy(times) }),
    // Names in a certificate are those of the hosts, which are not looked up here.
    ...(tls && { dnsLookup: (address, callback) => callback(null, address) }),
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
  openRedis(
    url,
    { ...impatient, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1_000 },
    // Without a delay the cluster's client tries no more; a slot that has moved is still found.
    { maxRedirections: 3, retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 },
  )

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
