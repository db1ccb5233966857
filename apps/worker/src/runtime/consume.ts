import { waitOf } from '@mudig/db/ledger/claim'
import { parseDeliveryId } from '@mudig/db/ledger/ledger'
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Lane } from './lane.js'
import type { Runtime } from './runtime.js'

const laterMs = 500

/**
 * Takes deliveries of one queue. BullMQ says when there is something to do and bounds how much runs at once; what is
 * done is decided by the ledger, so BullMQ may redeliver as it likes.
 */
export const consume = (lane: Lane, redis: Redis, prefix: string, { db, leases, log }: Runtime): Worker => {
  const { queue } = lane.processor
  const worker = new Worker(
    queue.name,
    async (delivery: Job, token?: string) => {
      const ref = parseDeliveryId(delivery.id)
      if (!ref) throw new UnrecoverableError('not a delivery of the job ledger')
      if (lane.isFull() || leases.isClosed()) {
        // Slots were filled without Redis, or this process stops: the delivery is for later, or for another.
        await delivery.moveToDelayed(Date.now() + laterMs, token)
        throw new DelayedError()
      }
      const { outcome } = await lane.take()
      if (outcome !== 'nothing') return outcome
      const own = await waitOf(db, ref.id)
      if (own?.state !== 'queued' || own.wait_ms === 0) return outcome
      // Redis' clock is ahead of Postgres'.
      await delivery.moveToDelayed(Date.now() + own.wait_ms + 50, token)
      throw new DelayedError()
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
