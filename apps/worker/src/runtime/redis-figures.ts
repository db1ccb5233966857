import type { Redis } from 'ioredis'
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

/** What Redis says of itself. A managed one may hide some of it, which is left at 0. */
export const redisFigures = (redis: Pick<Redis, 'info'>): Figures => ({
  name: 'redis',
  metrics: [evicted, used, most],
  read: async () => {
    const said = (await Promise.all([redis.info('memory'), redis.info('stats')])).join('\n')
    const numberOf = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(said)?.[1] ?? 0)
    return () => {
      evicted.inc(numberOf('evicted_keys'))
      used.set(numberOf('used_memory'))
      most.set(numberOf('maxmemory'))
    }
  },
})
