import * as accounts from '@mudig/db/accounts'
import * as budgets from '@mudig/db/budgets'
import type { Db } from '@mudig/db/client'
import * as digs from '@mudig/db/digs'
import * as events from '@mudig/db/events'
import * as jobs from '@mudig/db/jobs'
import * as schedules from '@mudig/db/schedules'
import * as withdrawals from '@mudig/db/withdrawals'
import type { Logger } from 'pino'
import { every } from './every.js'

const tickMs = 30_000
const batch = 1_000

interface Schedule {
  readonly name: string
  readonly everySeconds: number
  run(db: Db): Promise<void>
}

/** Housekeeping that nobody asks for. Each is one bounded bite that the next run continues. */
const recurring: readonly Schedule[] = [
  {
    name: 'ledger.remove-finished',
    everySeconds: 300,
    run: async db => {
      await jobs.removeFinished(db, { done: 30, dead: 180 }, batch)
    },
  },
  {
    name: 'events.remove-old',
    everySeconds: 300,
    run: async db => {
      await events.removeOld(db, 7, batch)
    },
  },
  { name: 'budgets.remove-ended', everySeconds: 86_400, run: db => budgets.removeEnded(db, 62) },
  {
    name: 'accounts.remove-expired',
    everySeconds: 600,
    run: async db => {
      await accounts.removeExpired(db, batch)
    },
  },
  { name: 'accounts.erase-withdrawn', everySeconds: 3_600, run: db => withdrawals.queueErasures(db, 100) },
  { name: 'idempotency.remove-expired', everySeconds: 3_600, run: digs.removeExpiredKeys },
]

/** Keeps the clock of recurring tasks together with all other workers; each task runs in one of them. */
export const startSchedules = (db: Db, log: Logger) =>
  every('schedules', tickMs, log, async () => {
    for (const schedule of recurring) {
      if (!(await schedules.begin(db, schedule.name, schedule.everySeconds))) continue
      await schedule.run(db)
      log.debug({ schedule: schedule.name }, 'housekeeping')
    }
  })
