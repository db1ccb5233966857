import * as losses from '@mudig/db/ledger/losses'
import type { Logger } from 'pino'
import { every } from './every.js'
import { failPermanently } from './fail-permanently.js'
import { leaseSeconds } from './leases.js'
import { observeLoss } from './metrics.js'
import { createOutageWatch } from './outage-watch.js'
import type { QueueProcessor } from './processor.js'
import type { Runtime } from './runtime.js'

const intervalMs = 1_000
const batch = 100
/** A process that starts after an outage waits until those that were there have told of it. */
const newcomerSeconds = 2

/**
 * Brings jobs of workers that are gone back into the queue. After an outage it leaves those that are alive the time to
 * say so.
 */
export const startTakeover = (
  { db, ledger, log }: Pick<Runtime, 'db' | 'ledger'> & { log: Logger },
  processors: ReadonlyMap<string, QueueProcessor>,
) => {
  let first: number | undefined
  const watch = createOutageWatch()
  return every('take over', intervalMs, log, async () => {
    const { answer, wasAway } = await watch.look(() => losses.look(db))
    const { at, clear } = answer
    first ??= at
    if (wasAway) await losses.recordOutage(db, leaseSeconds)
    if (wasAway || !clear || at < first + newcomerSeconds) return
    // Queues of newer code are left to the workers that know what follows when their jobs die.
    const queues = [...processors.keys()]
    for (let more = true; more; ) {
      const lost = await ledger.transaction(trx => losses.requeueLost(trx, queues, at, batch))
      for (const { id, queue } of lost) {
        observeLoss(queue)
        log.warn({ queue, job: id }, 'lease expired (worker crashed, hung or was cut off); the job is queued again')
      }
      more = lost.length === batch
    }
    for (;;) {
      const dead = await ledger.transaction(trx => losses.takeGivenUp(trx, queues, at, leaseSeconds))
      if (!dead) return
      observeLoss(dead.queue)
      const failure = {
        code: 'worker_lost',
        message: `lease expired ${dead.losses} times in a row: the workers crashed, hung or were cut off`,
      }
      log.error({ queue: dead.queue, job: dead.id }, failure.message)
      // One whose failure cannot be written comes up again after its fresh lease. Meanwhile it must not keep the others from
      // being taken over.
      await failPermanently({ ledger, log }, processors.get(dead.queue)!, dead, failure).catch(error =>
        log.error(
          { err: error, queue: dead.queue, job: dead.id },
          'failed job could not be marked as failed; tried again after its lease',
        ),
      )
    }
  })
}
