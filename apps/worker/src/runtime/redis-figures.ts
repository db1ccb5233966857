import { Cluster, type Redis } from 'ioredis'
import { Counter, Gauge } from 'prom-client'
import type { Figures } from './figures.js'
import { registry } from './metrics.js'

const evicted = new Counter({
  name: 'mudig_redis_evicted_keys_total',
  help: 'Keys that Redis has thrown away for want of memory since it was started',
  registers: [registry],
})
const used = new Gauge({
  name: 'mudig_redis_memory_bytes',
  help: 'Memory that Redis holds its data in',
  registers: [registry],
})
const most = new Gauge({
  name: 'mudig_redis_memory_limit_bytes',
  help: 'maxmemory of Redis; 0 is no limit',
  registers: [registry],
})

/**
 * What Redis says of itself: of a cluster the keys that all of it has evicted, and the memory of the node that is nearest
 * to its limit. A managed one may hide some of it, which is left at 0.
 */
export const redisFigures = (redis: Redis | Cluster): Figures => ({
  name: 'redis',
  metrics: [evicted, used, most],
  read: async () => {
    const nodes = await Promise.all((redis instanceof Cluster ? redis.nodes('master') : [redis]).map(look))
    const fullest = nodes.reduce((one, other) => (other.used * one.most > one.used * other.most ? other : one))
    return () => {
      evicted.inc(nodes.reduce((sum, node) => sum + node.evicted, 0))
      used.set(fullest.used)
      most.set(fullest.most)
    }
  },
})

const look = async (node: Redis) => {
  const said = (await Promise.all([node.info('memory'), node.info('stats')])).join('\n')
  const numberOf = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(said)?.[1] ?? 0)
  return { evicted: numberOf('evicted_keys'), used: numberOf('used_memory'), most: numberOf('maxmemory') }
}
