import type { Ledger } from '@mudig/db/ledger/ledger'
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

/** What BullMQ reads in a queue's `meta` before it hands out a delivery, whoever has set it. Nothing of ours does. */
const brakes = ['paused', 'concurrency', 'max', 'duration'] as const

/**
 * Lets queues go on that somebody has paused or throttled in Redis, by redis-cli or another board: Redis only delivers,
 * and an order to wait that stands nowhere else would keep digs waiting without a word, restarts included.
 */
export const resumePaused = (
  ledger: Ledger,
  redis: Redis,
  prefix: string,
  queues: readonly string[],
  log: Logger,
): Timer => {
  const found = new Map<string, number>()
  return every('resume-paused', intervalMs, log, async () => {
    if (redis.status !== 'ready') return
    const pipeline = redis.pipeline()
    for (const queue of queues) pipeline.hmget(`${prefix}:${queue}:meta`, ...brakes)
    const replies = (await pipeline.exec()) ?? []
    for (const [index, queue] of queues.entries()) {
      const values = (replies[index]?.[1] ?? []) as (string | null)[]
      const set = brakes.filter((_, position) => (values[position] ?? null) !== null)
      if (set.length > 0) {
        const bull = ledger.queue(queue)
        if (set.includes('paused')) await bull.resume()
        await redis.hdel(`${prefix}:${queue}:meta`, ...brakes.filter(name => name !== 'paused'))
        found.set(queue, Date.now())
        log.warn({ queue, set }, 'somebody has paused or throttled this queue in Redis; it goes on')
      }
      gauge.set({ queue }, Date.now() - (found.get(queue) ?? 0) < shownMs ? 1 : 0)
    }
  })
}
