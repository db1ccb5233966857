import rateLimit from '@fastify/rate-limit'
import { ApiError } from '@mudig/shared/errors'
import { httpErrors } from '@mudig/shared/http-errors'
import plugin from 'fastify-plugin'
import type { Redis } from 'ioredis'

/** For a route's `config`: so many requests per minute and client address, over all processes. */
export const perMinute = (max: number) => ({ rateLimit: { max, timeWindow: 60_000 } })

type Counted = (error: Error | null, result?: { current: number; ttl: number }) => void

const countScript = `
local current = redis.call('INCR', KEYS[1])
if current == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {current, redis.call('PTTL', KEYS[1])}`

/** More clients than this at once are counted together from the start again: a bound on memory, not a limit for people. */
const localKeys = 20_000

/** Counts in Redis, and in this process's memory while Redis is away: limits get looser by the number of processes, never absent. */
const createStore = (redis: Redis, prefix: string) => {
  const local = new Map<string, { current: number; endsAt: number }>()

  const countHere = (key: string, windowMs: number) => {
    const now = Date.now()
    const known = local.get(key)
    const window = known && known.endsAt > now ? known : { current: 0, endsAt: now + windowMs }
    window.current += 1
    if (!known && local.size >= localKeys) local.clear()
    local.set(key, window)
    return { current: window.current, ttl: window.endsAt - now }
  }

  return class Store {
    readonly #route: string
    constructor(options: object) {
      const { routeInfo } = options as { routeInfo?: { method?: string | string[]; url?: string } }
      this.#route = routeInfo ? `${routeInfo.method}${routeInfo.url}` : ''
    }

    incr(address: string, done: Counted, windowMs: number): void {
      const key = `${prefix}:limit:${this.#route}:${address}`
      const here = () => done(null, countHere(key, windowMs))
      const asked = redis.status === 'ready' ? redis.eval(countScript, 1, key, windowMs) : Promise.reject(new Error(redis.status))
      asked.then(reply => {
        const [current, ttl] = reply as [number, number]
        done(null, { current, ttl })
      }, here)
    }

    child(options: object) {
      return new Store(options)
    }
  }
}

export const rateLimits = plugin(async app => {
  await app.register(rateLimit, {
    global: false,
    store: createStore(app.redis, app.config.redis.prefix),
    errorResponseBuilder: (_request, { ttl }) =>
      new ApiError(httpErrors.rateLimited, { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1_000)) }),
  })
})
