import type { Db } from '@mudig/db/core/client'
import { isSuspended, listSuspended } from '@mudig/db/moderation/suspensions'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import plugin from 'fastify-plugin'
import type { SignedInUser } from './auth.js'

const pollEveryMs = 1_000
const staleAfterMs = 2_000

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether who is suspended may do this all the same: what concerns their account alone, and appeals. */
    admitsSuspended?: true
  }
  interface FastifyInstance {
    suspensions: Suspensions
  }
}

/**
 * Who may read and not write, known without asking: a set that Postgres is asked for each second, as for ended sessions.
 * It is small: who is suspended for good has no session.
 */
export class Suspensions {
  #people: ReadonlySet<number> = new Set()
  #knownAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(private readonly db: Db) {}

  /** Asks once and then each second; while it cannot, each request asks for itself. */
  async start(): Promise<void> {
    const startedAt = performance.now()
    try {
      this.#people = new Set(await listSuspended(this.db))
      this.#knownAt = startedAt
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

  async has(person: number): Promise<boolean> {
    // Who is in the set may have been let in again within the last second.
    if (performance.now() - this.#knownAt <= staleAfterMs && !this.#people.has(person)) return false
    return isSuspended(this.db, person)
  }
}

const isReading = (method: string) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

/**
 * The one place that keeps suspended people from writing: whatever changes something is refused with 403, on every route
 * that knows who asks. What is written by other ways, such as frames of a socket, asks `app.suspensions`.
 */
export const suspensions = plugin(async app => {
  const known = new Suspensions(app.db)
  app.decorate('suspensions', known)
  app.addHook('onReady', () => known.start())
  app.addHook('onClose', async () => known.stop())
  // After a route's own onRequest, which says who asks, and before its body is read.
  app.addHook('preParsing', async request => {
    const user = request.user as SignedInUser | null
    const { admitsSuspended, changes } = request.routeOptions.config
    if (!user || admitsSuspended || (isReading(request.method) && !changes)) return
    if (await known.has(user.id)) throw new ApiError(httpErrors.suspended)
  })
})
