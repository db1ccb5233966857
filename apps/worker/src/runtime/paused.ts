import { carrierOf, type Ledger } from '@mudig/db/ledger/ledger'
import type { Queue } from '@mudig/shared/core/define-queue'
import { laneNames } from '@mudig/shared/core/lanes'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { Gauge } from 'prom-client'
import { every, type Timer } from './every.js'
import { registry } from './metrics.js'

const intervalMs = 5_000
/** A scrape that comes minutes later still sees it. */
const shownMs = 300_000

const gauge = new Gauge({
  name: 'mudig_queue_paused',
  help: '1 where this worker found a queue paused or throttled in Redis within the last five minutes, and let it go on',
  labelNames: ['queue'],
  registers: [registry],
})

/** What BullMQ reads in a lane's `meta` before it hands out a delivery, whoever has set it. Nothing of ours does. */
const brakes = ['paused', 'concurrency', 'max', 'duration'] as const

/**
 * Lets lanes go on that somebody has paused or throttled in Redis, by redis-cli or another board: Redis only delivers,
 * and an order to wait that stands nowhere else would keep digs waiting without a word, restarts included.
 */
export const resumePaused = (
  ledger: Ledger,
  redis: Redis,
  prefix: string,
  processors: readonly { queue: Queue }[],
  log: Logger,
): Timer => {
  const found = new Map<string, number>()
  return every('resume-paused', intervalMs, log, async () => {
    if (redis.status !== 'ready') return
    const pipeline = redis.pipeline()
    for (const lane of laneNames) pipeline.hmget(`${prefix}:${carrierOf(lane)}:meta`, ...brakes)
    const replies = (await pipeline.exec()) ?? []
    for (const [index, lane] of laneNames.entries()) {
      const values = (replies[index]?.[1] ?? []) as (string | null)[]
      const set = brakes.filter((_, position) => (values[position] ?? null) !== null)
      const held = processors.flatMap(({ queue }) => (queue.lane === lane ? [queue.name] : []))
      if (set.length > 0) {
        const [first] = held
        if (set.includes('paused') && first) await ledger.queue(first).resume()
        await redis.hdel(`${prefix}:${carrierOf(lane)}:meta`, ...brakes.filter(name => name !== 'paused'))
        found.set(lane, Date.now())
        log.warn({ lane, queues: held, set }, 'lane was paused or throttled in Redis; the setting was removed')
      }
      for (const queue of held) gauge.set({ queue }, Date.now() - (found.get(lane) ?? 0) < shownMs ? 1 : 0)
    }
  })
}
