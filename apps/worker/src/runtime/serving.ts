import type { Db } from '@mudig/db/core/client'
import * as schedules from '@mudig/db/core/schedules'
import { queuesWithDueJobs } from '@mudig/db/ledger/claim'
import { forgottenAfterSeconds, lanesNotServed, noteServing } from '@mudig/db/ledger/lanes'
import { type LaneName, laneNames } from '@mudig/shared/core/lanes'
import { queues } from '@mudig/shared/queues.gen'
import type { Logger } from 'pino'
import { every } from './every.js'
import type { Programs } from './programs.js'

const intervalMs = 5_000
const warnEverySeconds = 60

/** The queues of each lane that this code declares. */
export const queuesOfLane = (lane: LaneName): string[] =>
  Object.values(queues).flatMap(queue => (queue.lane === lane ? [queue.name] : []))

/**
 * Says that this worker serves its lanes, and has the programs that it has; and warns of jobs in a lane that no worker serves: nothing else would tell a
 * deployment that forgot one from a quiet day.
 */
export const startServing = (
  db: Db,
  served: readonly LaneName[],
  programs: Pick<Programs, 'found' | 'onFound'>,
  log: Logger,
) => {
  const say = () => noteServing(db, [...served, ...programs.found()])
  // Uploads are refused until a program is known of; what fails here the timer says soon.
  programs.onFound(() => void say().catch(() => undefined))
  return every('serving', intervalMs, log, async () => {
    await say()
    if (served.length === laneNames.length || !(await schedules.begin(db, 'ledger.unserved', warnEverySeconds))) return
    for (const lane of await lanesNotServed(db, laneNames)) {
      const waiting = await queuesWithDueJobs(db, queuesOfLane(lane), forgottenAfterSeconds)
      if (waiting.length > 0)
        log.error({ lane, queues: waiting }, 'jobs are due in a lane that no worker serves; check WORKER_LANES')
    }
  })
}
