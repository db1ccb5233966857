import { connectionMessages, connectionStates, networkCodes } from '@mudig/db/core/outage'
import { RetryableError } from '@mudig/shared/core/errors'

// Beside broken connections: work that was ended because it took too long or met a deadlock. All of it may pass by
// itself.
const codes = new Set([...networkCodes, ...connectionStates, '57014', '40001', '40P01', '55P03'])

const messages = [
  ...connectionMessages,
  // After a migration, inside a transaction: the next statement on that connection is planned anew.
  'cached plan must not change result type',
  'Cannot use a pool after calling end',
  // ioredis gives these no code.
  'Connection is closed',
  "Stream isn't writeable",
  'Command timed out',
  'Redis is ',
]

/** Whether a dependency was away, as opposed to our own fault. Looks through causes, at most five deep. */
export const isOutage = (error: unknown, depth = 0): boolean => {
  if (!(error instanceof Error) || depth > 5) return false
  // A vendor client's own word for it.
  if (error instanceof RetryableError) return true
  if ('code' in error && typeof error.code === 'string' && codes.has(error.code)) return true
  if (error.name === 'MaxRetriesPerRequestError' || messages.some(message => error.message.startsWith(message)))
    return true
  if (error instanceof AggregateError && error.errors.some(inner => isOutage(inner, depth + 1))) return true
  return isOutage(error.cause, depth + 1)
}
