import type { LoggerOptions } from 'pino'
import { tracer } from './tracing.js'

// Bodies are never logged. These are the places where a secret could still appear.
const secrets = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'token',
  'access',
  'refresh',
  'otp',
  'signup_token',
]

/** Causes of causes; more say nothing new. */
const deepest = 5

/** What of an error names the place and the rule. */
const told = [
  'code',
  'syscall',
  'errno',
  'statusCode',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'severity',
] as const

/**
 * An error as it is logged: chosen fields, because errors carry what was at hand. Postgres' `detail` quotes whole rows,
 * hashes and addresses included, `where` and `query` the statement, and vendors' errors hold requests and answers.
 */
export const describeError = (error: unknown, depth = 0): unknown => {
  if (!(error instanceof Error)) return { type: typeof error }
  const fields: Record<string, unknown> = { type: error.name, message: error.message, stack: error.stack }
  for (const name of told) {
    const value: unknown = Reflect.get(error, name)
    if (typeof value === 'string' || typeof value === 'number') fields[name] = value
  }
  if (depth < deepest && error.cause !== undefined) fields.cause = describeError(error.cause, depth + 1)
  if (depth < deepest && error instanceof AggregateError) {
    fields.errors = error.errors.slice(0, 10).map(inner => describeError(inner, depth + 1))
  }
  return fields
}

/**
 * What the loggers of all processes have in common. Times are ISO 8601 in UTC, which people can read and programs can
 * sort.
 */
export const logOptions = {
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  serializers: { err: describeError },
  redact: { paths: secrets.flatMap(name => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]), censor: '[redacted]' },
} satisfies LoggerOptions

/** Leads from a line to its trace. */
const traceOf = (): { trace_id?: string | undefined } => {
  const trace_id = tracer()?.traceparent()?.split('-')[1]
  return trace_id === undefined ? {} : { trace_id }
}

/** The lines of one process: JSON for programs, or in colours for people. */
export const processLog = (name: 'api' | 'worker', { level, pretty }: { level: string; pretty: boolean }) => ({
  level,
  base: { process: name, pid: process.pid },
  ...logOptions,
  ...(tracer() && { mixin: traceOf }),
  ...(pretty && {
    transport: { target: 'pino-pretty', options: { ignore: 'pid,process', translateTime: 'SYS:HH:MM:ss.l' } },
  }),
})
