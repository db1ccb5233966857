import * as accounts from '@mudig/db/accounts/accounts'
import * as accountExports from '@mudig/db/accounts/exports'
import * as withdrawals from '@mudig/db/accounts/withdrawals'
import * as budgets from '@mudig/db/core/budgets'
import type { Db } from '@mudig/db/core/client'
import * as idempotency from '@mudig/db/core/idempotency'
import * as schedules from '@mudig/db/core/schedules'
import { removeDoneJobs, removeFinishedJobs } from '@mudig/db/ledger/remove-finished'
import * as musicKeys from '@mudig/db/music/keys'
import * as musicVideos from '@mudig/db/music/videos'
import * as notifications from '@mudig/db/notifications/notifications'
import * as media from '@mudig/db/objects/objects'
import * as events from '@mudig/db/playlists/events'
import { notify } from '@mudig/shared/notifications/queues'
import type { Logger } from 'pino'
import { every } from './every.js'

const tickMs = 30_000
const batch = 1_000
/** A backlog is worked off for so long at a time; the rest comes with the next turn. */
const patienceMs = 10_000

export interface Schedule {
  readonly name: string
  readonly everySeconds: number
  /** Does at most `limit` of it, so that no statement is long. @returns how many that were */
  runBatch(db: Db, limit: number): Promise<number>
}

/** Housekeeping that nobody asks for. */
const recurring: readonly Schedule[] = [
  {
    name: 'ledger.remove-finished',
    everySeconds: 300,
    runBatch: (db, limit) => removeFinishedJobs(db, { done: 30, dead: 180 }, limit),
  },
  {
    name: 'ledger.remove-notices',
    everySeconds: 300,
    runBatch: (db, limit) => removeDoneJobs(db, notify.name, 2, limit),
  },
  { name: 'events.remove-old', everySeconds: 300, runBatch: (db, limit) => events.removeOld(db, 7, limit) },
  { name: 'budgets.remove-ended', everySeconds: 86_400, runBatch: (db, limit) => budgets.removeEnded(db, 62, limit) },
  { name: 'accounts.remove-expired', everySeconds: 600, runBatch: accounts.removeExpired },
  {
    name: 'accounts.erase-withdrawn',
    everySeconds: 3_600,
    // What is queued stays due until its job has run, so another batch would find the same.
    runBatch: async (db, limit) => {
      await withdrawals.queueErasures(db, limit)
      return 0
    },
  },
  { name: 'music.refill-keys', everySeconds: 60, runBatch: musicKeys.refill },
  { name: 'music.check-videos', everySeconds: 600, runBatch: musicVideos.queueChecks },
  {
    name: 'accounts.remove-exports',
    everySeconds: 600,
    runBatch: async (db, limit) => {
      await accountExports.queueRemovals(db, limit)
      return 0
    },
  },
  { name: 'media.abandon-old', everySeconds: 600, runBatch: media.abandonOld },
  {
    name: 'notifications.remove-old',
    everySeconds: 3_600,
    runBatch: (db, limit) => notifications.removeOld(db, 90, limit),
  },
  { name: 'idempotency.remove-expired', everySeconds: 3_600, runBatch: idempotency.removeExpiredKeys },
]

/**
 * Keeps the clock of recurring tasks together with all other workers; each task runs in one of them, batch after batch
 * for a while.
 * @param domains what needs more than the database
 */
export const startSchedules = (db: Db, domains: readonly Schedule[], log: Logger) =>
  every('schedules', tickMs, log, async () => {
    for (const { name, everySeconds, runBatch } of [...recurring, ...domains]) {
      if (!(await schedules.begin(db, name, everySeconds))) continue
      const endsAt = Date.now() + patienceMs
      let done = 0
      for (let more = true; more && Date.now() < endsAt; ) {
        const handled = await runBatch(db, batch)
        done += handled
        more = handled >= batch
      }
      log.debug({ schedule: name, done }, 'housekeeping')
    }
  })
