import type { Db } from '@mudig/db/core/client'
import * as schedules from '@mudig/db/core/schedules'
import { type Place, pushedLongAgo, redeliver } from '@mudig/db/ledger/deliveries'
import type { Ledger } from '@mudig/db/ledger/ledger'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { every } from './every.js'

const intervalMs = 2_000
/** Redis answers a push at once; after this long a delivery that it does not know is lost. */
const pushedSeconds = 5
const batch = 500
/** A longer queue is looked at in turns, so that one look stays short. */
const pages = 20

/** Delivers again what Redis has forgotten. */
export const startSweep = (db: Db, ledger: Ledger, redis: Redis, log: Logger) => {
  let after: Place | undefined
  return every('sweep', intervalMs, log, async () => {
    // One worker looks at what waits in Redis; any number of them would see the same.
    if (redis.status !== 'ready' || !(await schedules.begin(db, 'ledger.sweep', 1))) return
    let redelivered = 0
    for (let page = 0; page < pages; page++) {
      const { jobs: pushed, next } = await pushedLongAgo(db, pushedSeconds, after, batch)
      after = next
      const pending = await ledger.isPending(pushed)
      const forgotten = pushed.filter((_, index) => !pending[index])
      await redeliver(db, forgotten)
      redelivered += forgotten.length
      if (!next) break
    }
    if (redelivered > 0) log.info({ jobs: redelivered }, 'deliveries missing from Redis; they are pushed again')
  })
}
