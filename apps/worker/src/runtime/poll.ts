import { queuesWithDueJobs } from '@mudig/db/ledger/claim'
import { every } from './every.js'
import type { Lane } from './lane.js'
import type { Runtime } from './runtime.js'

const intervalMs = 500
const calmIntervalMs = 5_000
/**
 * Redis delivers at once. What has been due for longer, with a slot free, was not delivered, or is held back to bound a
 * burst.
 */
const undeliveredSeconds = 10

/**
 * The second carrier: while Redis takes no deliveries, jobs are looked for in Postgres, twice a second. With Redis at
 * work it looks now and then for what has waited long. One statement a look, which reads an index entry for each queue.
 */
export const startPoll = (lanes: readonly Lane[], { db, leases, log }: Runtime, isDisturbed: () => boolean) => {
  let lookedAt = 0
  return every('poll', intervalMs, log, async () => {
    const disturbed = isDisturbed()
    if (!disturbed && Date.now() - lookedAt < calmIntervalMs) return
    lookedAt = Date.now()
    const open = lanes.filter(lane => !lane.isFull())
    const queues = open.flatMap(lane => lane.queues)
    const due = await queuesWithDueJobs(db, queues, disturbed ? 0 : undeliveredSeconds)
    for (const lane of open)
      if (lane.queues.some(queue => due.includes(queue))) await lane.fill(() => isDisturbed() && !leases.isClosed())
  })
}
