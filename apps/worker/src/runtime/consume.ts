import { waitOf } from '@mudig/db/ledger/claim'
import { redeliver } from '@mudig/db/ledger/deliveries'
import { carrierOf, parseDeliveryId } from '@mudig/db/ledger/ledger'
import { laneOf } from '@mudig/shared/queues'
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { LaneSettings } from '../lanes.js'
import type { Lane } from './lane.js'
import type { Runtime } from './runtime.js'

const laterMs = 500
const notReadyMs = 2_000

/**
 * Takes deliveries of one lane, over one blocking connection however many queues it has. BullMQ says when there is
 * something to do and bounds how much runs at once; what is done is decided by the ledger, so BullMQ may redeliver as it
 * likes.
 */
export const consume = (
  lane: Lane,
  rateLimit: LaneSettings['rateLimit'],
  redis: Redis,
  prefix: string,
  { db, leases, log }: Runtime,
): Worker => {
  const worker = new Worker(
    carrierOf(lane.name),
    async (delivery: Job, token?: string) => {
      const ref = parseDeliveryId(delivery.id)
      if (!ref) throw new UnrecoverableError('job id unknown to the ledger: not added by this application')
      const later = async (ms: number): Promise<never> => {
        await delivery.moveToDelayed(Date.now() + ms, token)
        throw new DelayedError()
      }
      if (!lane.queues.includes(delivery.name)) {
        // Newer code knows the queue, or knows it in another lane.
        if (laneOf(delivery.name) === undefined) return later(laterMs)
        await redeliver(db, [{ ...ref, queue: delivery.name, delay_ms: 0 }])
        return 'passed on'
      }
      // Another worker may have what its jobs need.
      if (!lane.isReady(delivery.name)) return later(notReadyMs)
      // Slots were filled without Redis, or this process stops: the delivery is for later, or for another.
      if (lane.isFull() || leases.isClosed()) return later(laterMs)
      const { outcome } = await lane.take()
      if (outcome !== 'nothing') return outcome
      const own = await waitOf(db, ref.id)
      if (own?.state !== 'queued' || own.wait_ms === 0) return outcome
      // Redis' clock is ahead of Postgres'.
      return later(own.wait_ms + 50)
    },
    {
      connection: redis,
      prefix,
      concurrency: lane.slots,
      limiter: { max: rateLimit.max, duration: rateLimit.durationMs },
      lockDuration: 15_000,
      stalledInterval: 5_000,
      removeOnComplete: { age: 300, count: 1_000 },
      removeOnFail: { age: 86_400, count: 1_000 },
    },
  )
  worker.on('error', error => {
    // While Redis is away each lane says so several times a second; main has said it once.
    if (redis.status === 'ready')
      log.warn({ err: error, lane: lane.name }, 'BullMQ worker error; deliveries of this lane may be late')
  })
  return worker
}
