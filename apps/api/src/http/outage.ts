import { RetryableError } from '@mudig/shared/errors'

// Node's own codes, and Postgres' (appendix A of its manual): connections that broke, a server that starts or stops, no connection
// left, and work that was ended because it took too long or met a deadlock. All of them may pass by themselves.
const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '53300',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  '40001',
  '40P01',
  '55P03',
])

// pg and ioredis give these no code.
const messages = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  // After a migration, inside a transaction: the next statement on that connection is planned anew.
  'cached plan must not change result type',
  'Client has encountered a connection error',
  'Cannot use a pool after calling end',
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
  if (error.name === 'MaxRetriesPerRequestError' || messages.some(message => error.message.startsWith(message))) return true
  if (error instanceof AggregateError && error.errors.some(inner => isOutage(inner, depth + 1))) return true
  return isOutage(error.cause, depth + 1)
}
