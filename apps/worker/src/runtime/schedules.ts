import type { Db } from '@mudig/db/core/client'
import type { Schedule } from '@mudig/db/core/domain'
import * as clocks from '@mudig/db/core/schedules'
import type { Logger } from 'pino'
import { every, type Timer } from './every.js'

const tickMs = 30_000
const batch = 1_000
/** A backlog is worked off for so long at a time; the rest comes with the next turn. */
const patienceMs = 10_000

/**
 * Keeps the clock of recurring tasks together with all other workers; each task runs in one of them, batch after batch
 * for a while. Each has a timer of its own, so that one that is slow or hangs delays no other.
 */
export const startSchedules = (db: Db, schedules: readonly Schedule[], log: Logger, everyMs = tickMs): Timer => {
  const timers = schedules.map(schedule => every(schedule.name, everyMs, log, () => takeTurn(db, schedule, log)))
  return {
    stop: async () => {
      await Promise.all(timers.map(timer => timer.stop()))
    },
    lastRun: () => Math.min(...timers.map(timer => timer.lastRun())),
  }
}

const takeTurn = async (db: Db, { name, everySeconds, runBatch }: Schedule, log: Logger): Promise<void> => {
  if (!(await clocks.begin(db, name, everySeconds))) return
  const endsAt = Date.now() + patienceMs
  let done = 0
  for (let more = true; more && Date.now() < endsAt; ) {
    const handled = await runBatch(db, batch)
    done += handled
    more = handled >= batch
  }
  log.debug({ schedule: name, done }, 'housekeeping')
}
