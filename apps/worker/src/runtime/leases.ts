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
  const held = new Map<number, { claim: Claim; controller: AbortController; dueAt: number }>()
  const leftBehind = new Set<{ dueAt: number }>()

  const check = async (claims: readonly Claim[]): Promise<void> => {
    if (claims.length === 0) return
    for (const { id, attempt, now } of await renew(db, claims, leaseSeconds)) {
      const mine = held.get(id)
      if (now === 'held' || mine?.claim.attempt !== attempt) continue
      mine.controller.abort(now === 'cancelled' ? new CancelledError('cancelled', 'cancelled on request') : new LostLeaseError(mine.claim))
    }
  }
  const timer = every('renew leases', (leaseSeconds * 1000) / 3, log, () => check([...held.values()].map(({ claim }) => claim)))

  return {
    /** Keeps the claim alive from now on. @param timeoutMs after which its work should have ended */
    hold: (claim: Claim, timeoutMs: number): AbortController => {
      const controller = new AbortController()
      held.set(claim.id, { claim, controller, dueAt: Date.now() + timeoutMs })
      return controller
    },
    drop: (claim: Claim) => {
      if (held.get(claim.id)?.claim === claim) held.delete(claim.id)
    },
    /** Work that did not stop when it was asked to: it goes on without a lease until it ends by itself. */
    leaveBehind: (work: Promise<void>) => {
      const left = { dueAt: Date.now() }
      leftBehind.add(left)
      const end = () => void leftBehind.delete(left)
      work.then(end, end)
    },
    /** Somebody says that these were cancelled. Only Postgres can tell: a message may be late, and the job running again. */
    recheck: (ids: readonly number[]): Promise<void> => check(ids.flatMap(id => held.get(id)?.claim ?? [])),
    abortAll: (reason: Error) => {
      for (const { controller } of held.values()) controller.abort(reason)
    },
    count: () => held.size,
    /** How long ago the latest of what still runs should have ended, in milliseconds: under a lease, or left behind. */
    overdueMs: () => Math.max(0, ...[...held.values(), ...leftBehind].map(({ dueAt }) => Date.now() - dueAt)),
    stop: timer.stop,
  }
}
