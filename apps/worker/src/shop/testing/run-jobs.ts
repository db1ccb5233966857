import type { Db, Trx } from '@mudig/db/core/client'
import type { Ledger } from '@mudig/db/ledger/ledger'
import type { Portone } from '@mudig/shared/clients/portone/portone'
import type { Mailer } from '@mudig/shared/clients/smtp/mailer'
import { pino } from 'pino'
import { createLeases } from '../../runtime/leases.js'
import type { QueueProcessor } from '../../runtime/processor.js'
import { runJob } from '../../runtime/run-job.js'
import type { Vendors } from '../../vendors.js'
import { processors } from '../index.js'

type ShopVendors = Pick<Vendors, 'portone' | 'acceptedPayments' | 'mailer'>

const byQueue = new Map(Object.values(processors).map(processor => [processor.queue.name, processor]))

/** Where a process is killed: before a transaction commits, or after. */
export type Death = 'before_commit' | 'after_commit'

class KilledError extends Error {}

type Transaction = <T>(fn: (trx: Trx) => Promise<T>) => Promise<T>

/**
 * A worker of the shop's queues that knows of its jobs from Postgres alone, as when Redis has lost everything, and that
 * can be killed: from then on it writes nothing.
 */
export const shopWorker = (
  db: Db,
  vendors: { portone: Portone; acceptedPayments: ShopVendors['acceptedPayments']; mailer: Pick<Mailer, 'send'> },
  inTransaction: Transaction = fn => db.transaction().execute(fn),
) => {
  const log = pino({ level: 'silent' })
  const leases = createLeases(db, log)
  const shopQueues = [...byQueue.keys()]

  const ledgerThatDies = (death: { next: Death | undefined }) => {
    let isDead = false
    const transaction = async <T>(fn: (trx: Trx) => Promise<T>, committed?: (result: T) => void): Promise<T> => {
      if (isDead) throw new KilledError()
      const kill = death.next
      death.next = undefined
      const result = await inTransaction(async trx => {
        const done = await fn(trx)
        if (kill === 'before_commit') {
          isDead = true
          throw new KilledError()
        }
        return done
      })
      if (kill === 'after_commit') {
        isDead = true
        throw new KilledError()
      }
      committed?.(result)
      return result
    }
    return { transaction } as unknown as Ledger
  }

  const queued = () =>
    db
      .selectFrom('jobs')
      .select(['id', 'queue'])
      .where('queue', 'in', shopQueues)
      .where('state', '=', 'queued')
      .orderBy('id')
      .execute()

  const runOne = async ({ id, queue }: { id: number; queue: string }, death: { next: Death | undefined }) => {
    await db
      .updateTable('jobs')
      .set({ run_at: new Date(0) })
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .execute()
    const runtime = {
      db,
      ledger: ledgerThatDies(death),
      leases,
      vendors: vendors as ShopVendors,
      log,
      workerName: 'test',
    }
    try {
      await runJob(byQueue.get(queue) as unknown as QueueProcessor<never, keyof ShopVendors>, id, runtime)
    } catch (error) {
      if (!(error instanceof KilledError)) throw error
    }
    // The sweep finds what a killed process held.
    await db
      .updateTable('jobs')
      .set({ state: 'queued', lease_until: null })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute()
  }

  return {
    queued,
    /** Runs jobs that wait, whenever they are due: as many at once as are picked. */
    run: async (pick: (waiting: { id: number; queue: string }[]) => { id: number; queue: string }[], death?: Death) => {
      const next = { next: death }
      await Promise.all(pick(await queued()).map(job => runOne(job, next)))
    },
    /** Runs jobs until none waits. @throws Error after a thousand rounds */
    drain: async () => {
      for (let round = 0; ; round += 1) {
        const waiting = await queued()
        if (waiting.length === 0) return
        if (round > 1_000) throw new Error(`jobs wait for ever: ${waiting.map(({ queue }) => queue)}`)
        for (const job of waiting) await runOne(job, { next: undefined })
      }
    },
    stop: () => leases.stop(),
  }
}
