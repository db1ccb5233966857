/**
 * How a job step may end badly. Vendor clients and processors throw these; the worker's runtime alone decides what
 * follows, so that nothing else needs to know about attempts and backoff. Anything else that is thrown counts as
 * retryable.
 */
export class JobError extends Error {
  /** Stable machine name, kept in the ledger and, for a dig, shown to the listener's client. */
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/** Trying again cannot help: the request itself is at fault, or the vendor refused it. Never retried. */
export class PermanentError extends JobError {}

/**
 * Trying again may help: a timeout, a 5xx, a cut stream. Retried with backoff until the queue's attempts are used up.
 */
export class RetryableError extends JobError {}

/** The vendor (or our own budget for it) allows nothing before `until`. Waits for that moment and costs no attempt. */
export class RateLimitedError extends JobError {
  readonly until: Date

  constructor(code: string, message: string, until: Date, options?: ErrorOptions) {
    super(code, message, options)
    this.until = until
  }
}

/**
 * The vendor says that the day's quota is spent, whatever our own count was. The caller closes that budget and waits
 * for its reset.
 */
export class QuotaExceededError extends JobError {}

/** Somebody asked for the work to stop. Ends the job as cancelled; nothing is retried. */
export class CancelledError extends JobError {}

/**
 * One expected failure that an HTTP route may answer with. Declared per domain, turned into a response by one plugin.
 */
export interface ApiErrorDeclaration {
  readonly status: number
  readonly code: string
  readonly ko: string
  readonly en: string
}

/** What is wrong with one field of the input where that is more than a schema can see. */
export interface FieldFault {
  readonly field: string
  /** A keyword of JSON Schema, or one of ours, which begin with `x-`. */
  readonly rule: string
  readonly ko: string
  readonly en: string
}

/** Thrown by handlers and queries to answer with a declared failure. */
export class ApiError extends Error {
  readonly declaration: ApiErrorDeclaration
  readonly retryAfterSeconds: number | undefined
  readonly faults: readonly FieldFault[] | undefined

  constructor(
    declaration: ApiErrorDeclaration,
    options: ErrorOptions & { retryAfterSeconds?: number; faults?: readonly FieldFault[] } = {},
  ) {
    super(declaration.en, options)
    this.name = 'ApiError'
    this.declaration = declaration
    this.retryAfterSeconds = options.retryAfterSeconds
    this.faults = options.faults
  }
}
