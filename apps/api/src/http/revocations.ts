import { isLive, revokedWithin } from '@mudig/db/accounts/sessions'
import type { Db } from '@mudig/db/core/client'

const pollEveryMs = 1_000
/** The contract: an ended session is dead everywhere within 2 s. */
const staleAfterMs = 2_000
/** A revocation may commit a while after the moment that it bears; statements are ended after 15 s. */
const overlapSeconds = 30

/**
 * Which sessions have ended, known without asking: a set that Postgres is asked for each second, so that no request
 * costs a query. A process that could not ask for more than 2 s asks for each request instead.
 */
export class Revocations {
  readonly #forgetAt = new Map<string, number>()
  #knownUntil = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #closed = false
  readonly #listeners: ((sessions: readonly string[]) => void)[] = []

  /** @param accessSeconds how long an access token lives; ended sessions are remembered for as long */
  constructor(
    private readonly db: Db,
    private readonly accessSeconds: number,
  ) {}

  /**
   * Asks once and then each second. A failure is not the caller's problem: until it passes, each request asks for
   * itself.
   */
  async start(): Promise<void> {
    const startedAt = performance.now()
    try {
      await this.#poll(startedAt)
    } catch {
      // The database's absence is reported by the requests that need it and by /readyz.
    }
    if (this.#closed) return
    this.#timer = setTimeout(() => void this.start(), Math.max(100, pollEveryMs - (performance.now() - startedAt)))
    this.#timer.unref()
  }

  stop(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  /** Makes the end of a session known in this process at once. */
  add(...sessions: string[]): void {
    const forgetAt = performance.now() + (this.accessSeconds + overlapSeconds) * 1_000
    for (const id of sessions) this.#forgetAt.set(id, forgetAt)
    if (sessions.length > 0) for (const tell of this.#listeners) tell(sessions)
  }

  /** Tells of sessions that have ended, of each at least once. */
  onEnded(listener: (sessions: readonly string[]) => void): void {
    this.#listeners.push(listener)
  }

  async has(session: string): Promise<boolean> {
    if (this.#forgetAt.has(session)) return true
    if (performance.now() - this.#knownUntil <= staleAfterMs) return false
    return !(await isLive(this.db, session))
  }

  async #poll(startedAt: number): Promise<void> {
    const missedSeconds = Math.min(this.accessSeconds, (startedAt - this.#knownUntil) / 1_000)
    this.add(...(await revokedWithin(this.db, Math.ceil(missedSeconds) + overlapSeconds)))
    this.#knownUntil = startedAt
    for (const [id, forgetAt] of this.#forgetAt) {
      if (forgetAt > startedAt) break
      this.#forgetAt.delete(id)
    }
  }
}
