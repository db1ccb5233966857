import { JobError } from '@mudig/shared/core/errors'
import { SilentDatabaseError } from './connection.js'

/**
 * Postgres' own (appendix A of its manual): connections that broke, no connection left, and a server that starts or
 * stops.
 */
export const connectionStates = new Set([
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '25P03',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
])

/** Node's for networks. */
export const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/** The driver gives these no code. */
export const connectionMessages = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
]

/**
 * Whether Postgres could not be reached or cut the connection, for which neither the statement nor its job is to blame.
 * Meant for what a processor throws: vendors' broken connections come as errors of our own, so that a bare network
 * error is the database's. Looks through causes.
 */
export const isDatabaseAway = (error: unknown, depth = 0): boolean => {
  if (!(error instanceof Error) || error instanceof JobError || depth > 5) return false
  if (error instanceof SilentDatabaseError) return true
  if ('code' in error && typeof error.code === 'string') {
    if (connectionStates.has(error.code)) return true
    if (networkCodes.has(error.code) && 'syscall' in error) return true
  }
  if (connectionMessages.some(message => error.message.startsWith(message))) return true
  if (error instanceof AggregateError && error.errors.some(inner => isDatabaseAway(inner, depth + 1))) return true
  return isDatabaseAway(error.cause, depth + 1)
}
