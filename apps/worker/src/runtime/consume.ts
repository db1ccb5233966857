import { parseDeliveryId } from '@mudig/db/ledger'
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Work } from './processor.js'
import { type Runtime, runJob } from './run-job.js'

/**
 * Takes deliveries of one queue. BullMQ's own locks only decide which process looks first; whether there is anything to do is decided
 * by the ledger, so BullMQ may redeliver as it likes.
 */
export const consume = (work: Work, redis: Redis, prefix: string, runtime: Runtime, log: Logger): Worker => {
  const { queue } = work
  const worker = new Worker(
    queue.name,
    async (delivery: Job, token?: string) => {
      const ref = parseDeliveryId(delivery.id)
      if (!ref) throw new UnrecoverableError('not a delivery of the job ledger')
      const result = await runJob(work, ref.id, runtime)
      if (result.outcome === 'wait') {
        // Somebody else holds a live lease, or Redis' clock is ahead of Postgres': come back then.
        await delivery.moveToDelayed(Date.now() + result.waitMs + 50, token)
        throw new DelayedError()
      }
      if (result.outcome === 'failed') throw new UnrecoverableError(`${result.failure.code}: ${result.failure.message}`)
      return result.outcome
    },
    {
      connection: redis,
      prefix,
      concurrency: queue.concurrency,
      limiter: { max: queue.rateLimit.max, duration: queue.rateLimit.durationMs },
      lockDuration: 15_000,
      stalledInterval: 5_000,
      removeOnComplete: { age: 300, count: 1_000 },
      removeOnFail: { age: 86_400, count: 1_000 },
    },
  )
  worker.on('error', error => {
    // While Redis is away each queue says so several times a second; main has said it once.
    if (redis.status === 'ready') log.warn({ err: error, queue: queue.name }, 'delivery is disturbed')
  })
  return worker
}
