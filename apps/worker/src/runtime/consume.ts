import { waitOf } from '@mudig/db/ledger/claim'
import { redeliver } from '@mudig/db/ledger/deliveries'
import { carrierOf, parseDeliveryId } from '@mudig/db/ledger/ledger'
import { laneOf } from '@mudig/shared/queues'
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { LaneSettings } from '../lanes.js'
import type { Lane } from './lane.js'
import type { Runtime } from './runtime.js'

/** For another process, or for one of ours that has just begun to stop. */
const laterMs = 500
const notReadyMs = 2_000
/**
 * A delivery for which there is no slot comes back after a second, then two, four, eight; so a backlog behind a vendor
 * that hangs costs little. In this process its job starts sooner: whatever ends a job goes on with the next in line.
 */
const mostLaterMs = 15_000

const noSlotMs = (started: number): number => {
  const ms = Math.min(mostLaterMs, 1_000 * 2 ** Math.min(started - 1, 4))
  return Math.round(ms * (0.5 + Math.random()))
}

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
      // This process stops: the delivery is for another.
      if (leases.isClosed()) return later(laterMs)
      if (lane.passesOver(delivery.name)) return later(noSlotMs(delivery.attemptsStarted))
      const { outcome } = await lane.take()
      if (outcome !== 'nothing') return outcome
      const own = await waitOf(db, ref.id)
      if (own?.state !== 'queued') return outcome
      // A delivery that is spent before its job ran would be made again, by the sweep, and spent again.
      if (own.wait_ms === 0) return lane.hasPassedOver() ? later(noSlotMs(delivery.attemptsStarted)) : outcome
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
