import type { Storage } from '@mudig/shared/clients/s3/storage'
import { RateLimitedError } from '@mudig/shared/core/errors'

const storePauseMs = 3_000
/** Many jobs at once need not ask each for itself. */
const storeTrustedMs = 1_000
const answeredAt = new WeakMap<Storage, number>()

/** Lets a job wait for a store that is away, instead of spending its attempts on it. @throws RateLimitedError */
export const untilStored = async (storage: Storage): Promise<void> => {
  if (performance.now() - (answeredAt.get(storage) ?? Number.NEGATIVE_INFINITY) < storeTrustedMs) return
  try {
    await storage.check()
    answeredAt.set(storage, performance.now())
  } catch (cause) {
    throw new RateLimitedError('storage_unavailable', 'object store unreachable', new Date(Date.now() + storePauseMs), {
      cause,
    })
  }
}
