import type { Db } from '@mudig/db/core/client'
import type { Claim } from '@mudig/db/ledger/job'
import { LostLeaseError, renewLeases } from '@mudig/db/ledger/lease'
import { CancelledError } from '@mudig/shared/core/errors'
import type { Logger } from 'pino'
import { every } from './every.js'

/**
 * A job of a worker that died is taken over at most one lease and one look later: within the promised 20 s also where
 * the attempt ran for a while before. Long enough for a busy event loop to renew it three times before.
 */
export const leaseSeconds = 6

export type Leases = ReturnType<typeof createLeases>

/**
 * The claims that this process holds: renewed together, and aborted where one was lost or cancelled.
 * @param db a connection of its own: renewals must not wait behind the work whose leases they renew
 */
export const createLeases = (db: Db, log: Logger) => {
  const held = new Map<number, { claim: Claim; controller: AbortController; dueAt: number }>()
  const leftBehind = new Set<{ dueAt: number }>()
  let stopping: Error | undefined
  let closed = false
  const check = async (claims: readonly Claim[]): Promise<void> => {
    if (claims.length === 0) return
    for (const { id, attempt, now } of await renewLeases(db, claims, leaseSeconds)) {
      const mine = held.get(id)
      // A done one was committed just now; its processor knows.
      if (now === 'held' || now === 'done' || mine?.claim.attempt !== attempt) continue
      mine.controller.abort(
        now === 'cancelled' ? new CancelledError('cancelled', 'cancelled on request') : new LostLeaseError(mine.claim),
      )
    }
  }
  const timer = every('renew leases', (leaseSeconds * 1000) / 4, log, () =>
    check([...held.values()].map(({ claim }) => claim)),
  )
  return {
    /** Keeps the claim alive from now on. @param timeoutMs after which its work should have ended */
    hold: (claim: Claim, timeoutMs: number): AbortController => {
      const controller = new AbortController()
      held.set(claim.id, { claim, controller, dueAt: Date.now() + timeoutMs })
      // Claimed while this process was told to stop.
      if (stopping) controller.abort(stopping)
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
    /**
     * Somebody says that these were cancelled. Only Postgres can tell: a message may be late, and the job running
     * again.
     */
    recheck: (ids: readonly number[]): Promise<void> => check(ids.flatMap(id => held.get(id)?.claim ?? [])),
    /** Aborts what is held, and whatever will be. */
    abortAll: (reason: Error) => {
      closed = true
      stopping = reason
      for (const { controller } of held.values()) controller.abort(reason)
    },
    /** This process takes nothing new from now on. */
    close: () => {
      closed = true
    },
    isClosed: () => closed,
    count: () => held.size,
    /** How long ago the latest of what still runs should have ended, in milliseconds: under a lease, or left behind. */
    overdueMs: () => Math.max(0, ...[...held.values(), ...leftBehind].map(({ dueAt }) => Date.now() - dueAt)),
    stop: timer.stop,
  }
}
