import type { LaneName } from '@mudig/shared/core/lanes'
import { laneOf } from '@mudig/shared/queues'
import { Queue as BullQueue } from 'bullmq'
import type { Redis } from 'ioredis'
import { collectNotes, type JobRef, type Notes } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import type { Topic } from '../core/topics.js'
import { markPushed, markUnpushed } from './deliveries.js'

/** BullMQ refuses bare integers as ids; the delivery number makes each push one that it has not seen. */
export const deliveryId = (job: Pick<JobRef, 'id' | 'delivery'>) => `j${job.id}-${job.delivery}`

/** The ledger row behind a BullMQ id, or undefined where somebody else made the id. */
export const parseDeliveryId = (id: string | undefined): { id: number; delivery: number } | undefined => {
  const match = /^j(\d{1,16})-(\d{1,9})$/.exec(id ?? '')
  return match ? { id: Number(match[1]), delivery: Number(match[2]) } : undefined
}

/** The BullMQ queue that carries the deliveries of a lane. Each delivery bears the name of its job's queue. */
export const carrierOf = (lane: LaneName) => `lane.${lane}`

/**
 * The BullMQ queue that carries the deliveries of a queue. Those of a queue that only newer code knows go where most
 * workers are; one that knows better passes them on.
 */
export const carrierOfQueue = (queue: string) => carrierOf(laneOf(queue) ?? 'interactive')

/** Redis channels; messages are hints that something in Postgres is worth reading. */
export const channels = {
  /** Message: the topic's newest number. */
  changes: (prefix: string, topic: Topic) => `${prefix}:${topic}`,
  /** A process tells itself that what is published arrives. */
  echo: (prefix: string, process: string) => `${prefix}:echo:${process}`,
  /** Message: comma-joined ids of jobs to abort. */
  cancel: (prefix: string) => `${prefix}:cancel`,
}

export interface LedgerOptions {
  db: Db
  redis: Redis
  /** Braced, e.g. `{mudig}`, so that all keys of the queues live in one slot of a Redis Cluster. */
  prefix: string
  /** Told when a push failed and was left to the relay. */
  onPushError?: (error: unknown) => void
}

export type Ledger = ReturnType<typeof ledgerOn>

/** Transactions whose jobs, events and cancellations are published to Redis once they are committed. */
export const createLedger = ({ db, redis, prefix, onPushError }: LedgerOptions) => {
  const carriers = new Map<string, BullQueue>()
  const state = { disturbed: false }

  /**
   * The BullMQ queue of a carrier, made on first use. Requires a ready connection, because BullMQ never recovers from a
   * failed first contact.
   */
  const carrier = (name: string): BullQueue => {
    if (redis.status !== 'ready') throw new Error(`Redis is ${redis.status}`)
    const known = carriers.get(name)
    if (known) return known
    const made = new BullQueue(name, {
      connection: redis,
      prefix,
      skipMetasUpdate: true,
    })
    made.on('error', () => {})
    made.waitUntilReady().catch(() => carriers.delete(name))
    carriers.set(name, made)
    return made
  }

  const on = (db: Db) => ledgerOn(db, { redis, prefix, onPushError, carrier, state })
  return {
    ...on(db),
    /** The same deliveries, with the connections of another pool. */
    on,
    close: async () => {
      await Promise.allSettled([...carriers.values()].map(made => within(1_000, made.close())))
    },
  }
}

interface Deliveries extends Pick<LedgerOptions, 'redis' | 'prefix'> {
  onPushError: LedgerOptions['onPushError']
  carrier: (name: string) => BullQueue
  state: { disturbed: boolean }
}

const ledgerOn = (db: Db, { redis, prefix, onPushError, carrier, state }: Deliveries) => {
  /**
   * Hands jobs to BullMQ and remembers that it did. Never throws: what fails here is pushed by the relay.
   * @returns whether it went well
   */
  const push = async (refs: readonly JobRef[]): Promise<boolean> => {
    if (refs.length === 0) return true
    try {
      const byCarrier = new Map<string, JobRef[]>()
      for (const ref of refs) {
        const name = carrierOfQueue(ref.queue)
        const group = byCarrier.get(name)
        if (group) group.push(ref)
        else byCarrier.set(name, [ref])
      }
      await Promise.all(
        [...byCarrier].map(([name, group]) =>
          within(
            1_500,
            carrier(name).addBulk(
              group.map(ref => ({
                name: ref.queue,
                data: { job: ref.id },
                opts: {
                  jobId: deliveryId(ref),
                  delay: ref.delay_ms,
                  removeOnComplete: { age: 300, count: 1_000 },
                  removeOnFail: { age: 86_400, count: 1_000 },
                },
              })),
            ),
          ),
        ),
      )
      state.disturbed = false
      await markPushed(db, refs)
      return true
    } catch (error) {
      state.disturbed = true
      onPushError?.(error)
      // Rows of the relay are marked already; without this they would wait for the sweep.
      await markUnpushed(db, refs).catch(() => {})
      return false
    }
  }

  const publish = async (notes: Notes): Promise<void> => {
    if (redis.status === 'ready' && (notes.changes.size > 0 || notes.cancelled.length > 0)) {
      const pipeline = redis.pipeline()
      for (const [topic, seq] of notes.changes) pipeline.publish(channels.changes(prefix, topic), String(seq))
      if (notes.cancelled.length > 0) pipeline.publish(channels.cancel(prefix), notes.cancelled.join(','))
      pipeline.exec().catch(() => {})
    }
    await push(notes.jobs)
  }

  return {
    push,
    /** Tells whoever listens to a topic, at best: what is told here can be found in Postgres, or need not be. */
    tell: (topic: Topic, message: string): void => {
      if (redis.status === 'ready') redis.publish(channels.changes(prefix, topic), message).catch(() => {})
    },
    /** The BullMQ queue that carries the deliveries of a queue. Requires a ready connection to Redis. */
    queue: (name: string): BullQueue => carrier(carrierOfQueue(name)),
    /** Whether Redis takes no deliveries: it is away, or the last push failed. */
    isDisturbed: () => state.disturbed || redis.status !== 'ready',
    /**
     * Runs `fn` in a transaction. When it resolves, the transaction is committed and its jobs are pushed or left to the
     * relay.
     * @param committed called between the two: what is committed is true, whatever becomes of the push
     */
    transaction: async <T>(fn: (trx: Trx) => Promise<T>, committed?: (result: T) => void): Promise<T> => {
      let notes: Notes | undefined
      const result = await db.transaction().execute(trx => {
        notes = collectNotes(trx)
        return fn(trx)
      })
      committed?.(result)
      if (notes) await publish(notes)
      return result
    },
    /** Whether Redis still holds each delivery as unfinished work. */
    isPending: async (refs: readonly JobRef[]): Promise<boolean[]> => {
      const pipeline = redis.pipeline()
      for (const ref of refs)
        pipeline.hmget(`${prefix}:${carrierOfQueue(ref.queue)}:${deliveryId(ref)}`, 'timestamp', 'finishedOn')
      const replies = await pipeline.exec()
      return refs.map((_, index) => {
        const [error, reply] = replies?.[index] ?? []
        if (error) throw error
        const [timestamp, finishedOn] = reply as [string | null, string | null]
        return timestamp !== null && finishedOn === null
      })
    },
  }
}

const within = async <T>(timeoutMs: number, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
