import { availableParallelism } from 'node:os'
import * as argon2 from '@node-rs/argon2'
import pLimit from 'p-limit'

// OWASP's minimum for argon2id; 22 ms on the reference machine.
// Algorithm 2 is argon2id: the package's enum is const and cannot be imported by a single-file compiler.
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Off the event loop, on threads of libuv's pool, which has four: never all of them, and never the last core, so that
// whatever else the process and its neighbours do goes on beside a flood of logins (docs/benchmarks.md).
const inTurn = pLimit(Math.min(3, Math.max(1, availableParallelism() - 1)))
const waitingAtMost = 200

/** The queue of passwords to hash is so long that answering would take seconds. */
export class HashingBusyError extends Error {}

/** For whoever would do work before hashing that a flood should not cause. @throws HashingBusyError */
export const refuseWhileBusy = (): void => {
  if (inTurn.pendingCount >= waitingAtMost) throw new HashingBusyError('too many passwords are waiting to be hashed')
}

const take = async <T>(work: () => Promise<T>): Promise<T> => {
  refuseWhileBusy()
  return inTurn(work)
}

/** argon2id in the PHC string format. @throws HashingBusyError */
export const hash = (password: string): Promise<string> => take(() => argon2.hash(password, options))

/** @throws HashingBusyError, and whatever is wrong with a stored hash that cannot be read */
export const verify = (stored: string, password: string): Promise<boolean> =>
  take(() => argon2.verify(stored, password))
