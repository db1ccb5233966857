import { traced, tracer } from '@mudig/shared/core/tracing'
import pg from 'pg'
import { nameOf } from './statement-names.js'

/**
 * Postgres, or the way to it, said nothing for as long as a statement may take: whether the statement was done is
 * unknown.
 */
export class SilentDatabaseError extends Error {
  readonly code = 'ETIMEDOUT'
  constructor(ms: number) {
    super(`Postgres did not answer within ${ms} ms`)
    this.name = 'SilentDatabaseError'
  }
}

/** Whether anybody answers, over all connections of a pool. */
export class Responsiveness {
  #unansweredSince: number | undefined

  asked(): void {
    this.#unansweredSince ??= performance.now()
  }

  /** An error of the server is an answer too, and so is a refused connection: what is not there is no silence. */
  answered(): void {
    this.#unansweredSince = undefined
  }

  /** Milliseconds since the first question after the last answer; 0 while nothing is unanswered. */
  silentForMs(): number {
    return this.#unansweredSince === undefined ? 0 : performance.now() - this.#unansweredSince
  }
}

export interface ConnectionOptions extends pg.ClientConfig {
  responsiveness: Responsiveness
  /** How long an answer may take before the connection is given up; 0 waits for ever. */
  answerTimeoutMs: number
  /** Whether the texts of `prepare` are kept as named statements. */
  preparesStatements: boolean
  onSilence: () => void
}

/** Of a statement's text in a span. It has parameters, so that no value is in it. */
const tracedLength = 2_000

interface Internals {
  readonly connection: { readonly stream: { destroy(error: Error): void }; parsedStatements: Record<string, string> }
  getTransactionStatus(): 'I' | 'T' | 'E' | null
}

/**
 * The plan, or the statement itself, is no longer what this connection takes it for: Postgres' manual, appendix A and
 * RevalidateCachedQuery.
 */
const isForgotten = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string }
  return (
    code === '26000' || code === '42P05' || (code === '0A000' && message === 'cached plan must not change result type')
  )
}

/**
 * A connection whose statements end. The server's own statement_timeout cannot be relied on where the server is frozen
 * or the network silent, and pg's `query_timeout` leaves the connection in use, with the late answer still to come.
 * Here it is destroyed, so that nobody gets it again and a transaction that it was in can only fail.
 */
export class BoundedClient extends pg.Client {
  readonly #options: ConnectionOptions
  #isOutdated = false

  constructor(options: ConnectionOptions) {
    super(options)
    this.#options = options
  }

  get #internals(): Internals {
    return this as unknown as Internals
  }

  /** Ends the connection at once; what waits for an answer gets the error. */
  giveUp(error: Error): void {
    this.#internals.connection.stream.destroy(error)
  }

  // pg declares a dozen forms; those of ours are a text with values, and what COPY submits, which has its own end.
  override query(...args: unknown[]): never {
    const ask = super.query.bind(this) as (...args: unknown[]) => unknown
    const [text, values] = args
    if (typeof text !== 'string' || args.length > 2) return ask(...args) as never
    const run = () => this.#bounded(() => this.#execute(ask, text, values as unknown[] | undefined))
    if (!tracer()) return run() as never
    return traced(
      'postgres',
      { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, tracedLength) },
      run,
    ) as never
  }

  async #execute(ask: (...args: unknown[]) => unknown, text: string, values: unknown[] | undefined): Promise<unknown> {
    const name = this.#options.preparesStatements ? nameOf(text) : undefined
    const isAlone = this.#internals.getTransactionStatus() === 'I'
    if (this.#isOutdated && isAlone) await this.#forget(ask)
    if (name === undefined) return ask(text, values)
    try {
      return await ask({ name, text, values })
    } catch (error) {
      if (!isForgotten(error)) throw error
      this.#isOutdated = true
      // Its transaction has failed; the next statement outside one starts afresh.
      if (!isAlone) throw error
      await this.#forget(ask)
      return ask({ name, text, values })
    }
  }

  async #forget(ask: (...args: unknown[]) => unknown): Promise<void> {
    await ask('deallocate all')
    this.#internals.connection.parsedStatements = {}
    this.#isOutdated = false
  }

  async #bounded<T>(work: () => Promise<T>): Promise<T> {
    const { responsiveness, answerTimeoutMs, onSilence } = this.#options
    responsiveness.asked()
    let isSilent = false
    const giveUp = () => {
      isSilent = true
      this.giveUp(new SilentDatabaseError(answerTimeoutMs))
      onSilence()
    }
    // A process that was paused itself finds its timers due and the answers unread: those come first.
    const timer =
      answerTimeoutMs > 0 ? setTimeout(() => (immediate = setImmediate(giveUp)), answerTimeoutMs) : undefined
    let immediate: NodeJS.Immediate | undefined
    try {
      const result = await work()
      responsiveness.answered()
      return result
    } catch (error) {
      if (!isSilent) responsiveness.answered()
      throw error
    } finally {
      clearTimeout(timer)
      clearImmediate(immediate)
    }
  }
}
