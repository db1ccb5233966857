import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'

/**
 * Files that this process receives at once, each with a part of 8 MiB in memory: of one account, so that nobody takes
 * all, and of everybody.
 */
export const most = { perAccount: 4, inAll: 32 }
const byAccount = new Map<number, number>()
let inAll = 0

/** Files that are received just now. */
export const filesReceived = (): number => inAll

/**
 * Takes a place among the files that are received, until `release` is called.
 * @throws ApiError unavailable, for one account as well: clients of tus try again after that, and not after a 429
 */
export const takeSlot = (userId: number): (() => void) => {
  const own = byAccount.get(userId) ?? 0
  if (own >= most.perAccount || inAll >= most.inAll)
    throw new ApiError(httpErrors.unavailable, { retryAfterSeconds: 5 })
  inAll += 1
  byAccount.set(userId, own + 1)
  let isTaken = true
  return () => {
    if (!isTaken) return
    isTaken = false
    inAll -= 1
    const left = (byAccount.get(userId) ?? 1) - 1
    if (left > 0) byAccount.set(userId, left)
    else byAccount.delete(userId)
  }
}
