import type { Db } from '@mudig/db/client'
import { type Claim, LostLeaseError, renew } from '@mudig/db/jobs'
import { CancelledError } from '@mudig/shared/errors'
import type { Logger } from 'pino'
import { every } from './every.js'

/**
 * A job of a worker that died is taken over at most one lease and one sweep later. Short enough for the promised 20 s, long enough for a
 * busy event loop to renew it three times before.
 */
export const leaseSeconds = 10

export type Leases = ReturnType<typeof createLeases>

/** The claims that this process holds: renewed together, and aborted where one was lost or cancelled. */
export const createLeases = (db: Db, log: Logger) => {
  const held = new Map<number, { claim: Claim; controller: AbortController; since: number }>()

  const timer = every('renew leases', (leaseSeconds * 1000) / 3, log, async () => {
    if (held.size === 0) return
    const claims = [...held.values()].map(({ claim }) => claim)
    const kept = new Set((await renew(db, claims, leaseSeconds)).map(claim => `${claim.id}/${claim.attempt}`))
    for (const claim of claims) {
      if (!kept.has(`${claim.id}/${claim.attempt}`) && held.get(claim.id)?.claim === claim)
        held.get(claim.id)?.controller.abort(new LostLeaseError(claim))
    }
  })

  return {
    /** Keeps the claim alive from now on. */
    hold: (claim: Claim): AbortController => {
      const controller = new AbortController()
      held.set(claim.id, { claim, controller, since: Date.now() })
      return controller
    },
    drop: (claim: Claim) => {
      if (held.get(claim.id)?.claim === claim) held.delete(claim.id)
    },
    /** Stops jobs that somebody cancelled, without waiting for the next renewal to notice. */
    cancel: (ids: readonly number[]) => {
      for (const id of ids) held.get(id)?.controller.abort(new CancelledError('cancelled', 'cancelled on request'))
    },
    abortAll: (reason: Error) => {
      for (const { controller } of held.values()) controller.abort(reason)
    },
    count: () => held.size,
    /** Age of the job that has been running for longest, in milliseconds. */
    oldestMs: () => Math.max(0, ...[...held.values()].map(({ since }) => Date.now() - since)),
    stop: timer.stop,
  }
}
