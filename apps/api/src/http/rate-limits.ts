import rateLimit from '@fastify/rate-limit'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import plugin from 'fastify-plugin'
import type { Redis } from 'ioredis'
import { clientNetwork } from './client-network.js'
import { type Counted, createCountsAhead } from './counts-ahead.js'
import { createLocalCounts } from './local-counts.js'

const windowMs = 60_000

declare module 'fastify' {
  interface FastifyContextConfig {
    accountLimit?: number
  }
}

/**
 * For a route's `config`: so many requests per minute and client network, over all processes, and on routes with
 * `requireUser` so many per account too, from wherever it asks.
 */
export const perMinute = (max: number, { account }: { account?: number } = {}) => ({
  rateLimit: { max, timeWindow: windowMs },
  ...(account !== undefined && { accountLimit: account }),
})

type Done = (error: Error | null, result?: Counted) => void

const countScript = `
local current = redis.call('INCRBY', KEYS[1], ARGV[1])
if current == tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return {current, redis.call('PTTL', KEYS[1])}`

interface Counting {
  countRequests(key: string, count: number, windowMs: number): Promise<[number, number]>
}

/**
 * Counts in Redis, and in this process's memory while Redis is away: limits get looser by the number of processes,
 * never absent.
 */
const createStore = (redis: Redis, prefix: string) => {
  const countHere = createLocalCounts()
  // By its hash: Redis would hash the text each time, and a text is most of what is sent.
  redis.defineCommand('countRequests', { numberOfKeys: 1, lua: countScript })
  const count = createCountsAhead(async (key, by, windowMs) => {
    if (redis.status !== 'ready') throw new Error(redis.status)
    const [current, ttl] = await (redis as unknown as Counting).countRequests(key, by, windowMs)
    return { current, ttl }
  })

  return class Store {
    readonly #route: string
    constructor(options: object) {
      const { routeInfo } = options as { routeInfo?: { method?: string | string[]; url?: string } }
      this.#route = routeInfo ? `${routeInfo.method}${routeInfo.url}` : ''
    }

    incr(address: string, done: Done, windowMs: number, max: number): void {
      const key = `${prefix}:limit:${this.#route}:${address}`
      const counted = count(key, windowMs, max)
      if (!(counted instanceof Promise)) done(null, counted)
      else
        counted.then(
          result => done(null, result),
          () => done(null, countHere(key, windowMs, Date.now())),
        )
    }

    child(options: object) {
      return new Store(options)
    }
  }
}

const limited = (leftMs: number) =>
  new ApiError(httpErrors.rateLimited, { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) })

export const rateLimits = plugin(async app => {
  await app.register(rateLimit, {
    global: false,
    store: createStore(app.redis, app.config.redis.prefix),
    keyGenerator: request => clientNetwork(request.ip),
    errorResponseBuilder: (_request, { ttl }) => limited(ttl),
  })

  // The plugin counts a request once; this is the second count of the same request.
  app.addHook('onRoute', route => {
    const max = route.config?.accountLimit
    if (max === undefined) return
    const hooks = [route.onRequest ?? []].flat()
    if (!hooks.includes(app.requireUser)) throw new Error(`${route.url} limits accounts, but asks nobody to sign in`)
    const count = app.createRateLimit({
      max,
      timeWindow: windowMs,
      keyGenerator: ({ user }) => `${route.method}${route.url}:user/${user.id}`,
    })
    route.onRequest = [
      ...hooks,
      async request => {
        const counted = await count(request)
        if (!counted.isAllowed && counted.isExceeded) throw limited(counted.ttl)
      },
    ]
  })
})
