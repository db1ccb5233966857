import type { Db } from '@mudig/db/core/client'
import { takeUnpushed } from '@mudig/db/ledger/deliveries'
import type { Ledger } from '@mudig/db/ledger/ledger'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { every } from './every.js'

const intervalMs = 500
const batch = 500
/** Younger rows are still being pushed by the process that committed them. */
const headStartMs = 1_000

/**
 * Pushes what its writer could not: because Redis was away, or because the writer died between its commit and its push.
 */
export const startRelay = (db: Db, ledger: Ledger, redis: Redis, log: Logger) =>
  every('relay', intervalMs, log, async () => {
    if (redis.status !== 'ready') return
    for (;;) {
      const jobs = await takeUnpushed(db, batch, headStartMs)
      // Redis went away again: the same rows would come back at once, in a loop without a pause.
      if (!(await ledger.push(jobs))) return
      if (jobs.length > 0) log.info({ jobs: jobs.length }, 'relay pushed jobs that were not pushed after their commit')
      if (jobs.length < batch) return
    }
  })
