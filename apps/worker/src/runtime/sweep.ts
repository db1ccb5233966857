import type { Db } from '@mudig/db/client'
import * as jobs from '@mudig/db/jobs'
import type { Ledger } from '@mudig/db/ledger'
import * as schedules from '@mudig/db/schedules'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { every } from './every.js'
import { leaseSeconds } from './leases.js'
import type { Work } from './processor.js'
import { buryWithConsequences } from './run-job.js'

const intervalMs = 2_000
/** Redis answers a push at once; after this long a delivery that it does not know is lost. */
const pushedSeconds = 5
const batch = 500
/** A longer queue is looked at in turns, so that one look stays short. */
const pages = 20

/** Heals what nobody else will: jobs of workers that died, and deliveries that Redis forgot. */
export const startSweep = (db: Db, ledger: Ledger, redis: Redis, works: ReadonlyMap<string, Work>, log: Logger) => {
  let after: jobs.Place | undefined
  return every('sweep', intervalMs, log, async () => {
    await takeOverExpired(ledger, works, log)
    // One worker looks at what waits in Redis; any number of them would see the same.
    if (redis.status !== 'ready' || !(await schedules.begin(db, 'ledger.sweep', 1))) return
    let redelivered = 0
    for (let page = 0; page < pages; page++) {
      const { jobs: pushed, next } = await jobs.pushedLongAgo(db, pushedSeconds, after, batch)
      after = next
      const pending = await ledger.isPending(pushed)
      const forgotten = pushed.filter((_, index) => !pending[index])
      await jobs.redeliver(db, forgotten)
      redelivered += forgotten.length
      if (!next) break
    }
    if (redelivered > 0) log.warn({ jobs: redelivered }, 'Redis did not know these deliveries any more; they are delivered again')
  })
}

const takeOverExpired = async (ledger: Ledger, works: ReadonlyMap<string, Work>, log: Logger): Promise<void> => {
  // Queues of newer code are left to the workers that know what follows when their jobs die.
  const queues = [...works.keys()]
  for (;;) {
    const job = await ledger.transaction(trx => jobs.takeExpired(trx, queues, leaseSeconds))
    if (!job) return
    log.warn({ queue: job.queue, job: job.id, dead: job.dead }, 'the worker of this job is gone')
    if (!job.dead) continue
    const failure = { code: 'worker_lost', message: 'every worker that ran this job stopped without a word' }
    try {
      await ledger.transaction(trx => buryWithConsequences(trx, works.get(job.queue)!, job, failure))
    } catch (error) {
      // It comes up again after its fresh lease. Meanwhile it must not keep the others from being taken over.
      log.error({ err: error, queue: job.queue, job: job.id }, 'a dead job could not be buried')
    }
  }
}
