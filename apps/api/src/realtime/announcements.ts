import { randomUUID } from 'node:crypto'
import type { Topic } from '@mudig/db/core/topics'
import { channels } from '@mudig/db/ledger/ledger'
import { createSubscriberRedis } from '@mudig/db/ledger/redis'
import { outsideSpans } from '@mudig/shared/core/tracing'
import plugin from 'fastify-plugin'
import { Gauge } from 'prom-client'
import { longAnswers } from './long-answers.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** Hints that something in Postgres has changed. */
    announcements: Announcements
  }
}

export interface Announcement {
  /**
   * Resolves with the next hint since the last call, or after `ms`, or when the signal aborts: never rejects.
   * @returns whether there was a hint
   */
  next(ms: number, signal: AbortSignal): Promise<boolean>
  close(): void
}

/** Told of each hint with its message; without one when it is time to look, because hints begin, cease or are back. */
type Heard = (message?: string) => void

export interface Announcements {
  listen(topic: Topic): Announcement
  /** For those who follow many topics. @returns how to stop */
  on(topic: Topic, heard: Heard): () => void
  /**
   * How long a watcher may go without looking into Postgres, as things stand. Whoever waits is woken when it becomes
   * shorter.
   */
  lookEveryMs(): number
}

/** While hints arrive: for the one whose sender died between its commit and its hint. */
const rarelyMs = 15_000
/** While they do not, Postgres is all there is. */
const oftenMs = 1_500
/**
 * A process publishes to itself this often while somebody listens; one that hears nothing of it for three turns has no
 * hints either.
 */
const echoEveryMs = 1_000
const echoLostAfterMs = 3 * echoEveryMs
/**
 * So many that Redis took in a row and that did not come back: then the subscription is lost, whatever its connection
 * says. One that only listens has nothing to wait for in time, and a cluster's client opens it without our bounds.
 */
const deafAfterEchoes = 5

/**
 * One subscription per process and watched topic, on a connection of its own. Whether hints arrive is not believed but
 * tried, on a channel to itself: a subscription can be silent for long before anybody calls its connection broken. When
 * they cease and when they are back everybody is woken to look once, so nothing that happened in between is missed.
 */
export const announcements = plugin(async app => {
  const { prefix } = app.config.redis
  const redis = createSubscriberRedis(app.config.redis.url)
  redis.on('error', () => {})
  const listeners = new Map<string, Set<Heard>>()
  const wakeAll = (channel: string, message?: string) => {
    for (const wake of listeners.get(channel) ?? []) wake(message)
  }
  const echo = channels.echo(prefix, randomUUID())
  let heardAt = Number.NEGATIVE_INFINITY
  let arrive = false
  let unheard = 0
  const judge = () => {
    const before = arrive
    arrive = performance.now() - heardAt < echoLostAfterMs
    if (arrive !== before) for (const channel of listeners.keys()) wakeAll(channel)
  }
  redis.on('message', (channel, message) => {
    if (channel !== echo) return wakeAll(channel, message)
    heardAt = performance.now()
    unheard = 0
    judge()
  })
  /** Subscribes anew to everything, which a cluster's client does not when its first attempt fails. */
  const reconnect = () => {
    unheard = 0
    redis.once('ready', () => redis.subscribe(echo, ...listeners.keys()).catch(() => {}))
    redis.disconnect(true)
  }
  const call = () => {
    judge()
    if (unheard >= deafAfterEchoes && redis.status === 'ready') reconnect()
    if (listeners.size === 0) return
    app.redis.publish(echo, '').then(
      () => {
        unheard += 1
      },
      () => {},
    )
  }
  new Gauge({
    name: 'mudig_streams_open',
    help: 'Answers that stream, or that wait for a change',
    registers: [app.metrics],
    collect() {
      this.set(longAnswers())
    },
  })
  new Gauge({
    name: 'mudig_hints_arrive',
    help: '1 where hints from Redis arrive, 0 where those who wait look into Postgres more often; 1 where nobody waits',
    registers: [app.metrics],
    collect() {
      this.set(arrive || listeners.size === 0 ? 1 : 0)
    },
  })
  let isListening = false
  /** Once somebody wants hints. */
  const begin = () => {
    if (isListening) return
    isListening = true
    // The connection outlives the request that opens it, and what it brings is no work of that request.
    outsideSpans(() => redis.subscribe(echo)).then(call, () => {})
  }
  const timer = setInterval(call, echoEveryMs)
  timer.unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    redis.disconnect()
  })

  const on: Announcements['on'] = (topic, heard) => {
    const channel = channels.changes(prefix, topic)
    const others = listeners.get(channel)
    begin()
    if (others) others.add(heard)
    else {
      listeners.set(channel, new Set([heard]))
      // What happened before the subscription took hold is looked at then.
      outsideSpans(() => redis.subscribe(channel)).then(
        () => wakeAll(channel),
        () => {},
      )
    }
    return () => {
      const all = listeners.get(channel)
      all?.delete(heard)
      if (all?.size !== 0) return
      listeners.delete(channel)
      redis.unsubscribe(channel).catch(() => {})
    }
  }

  const listen = (topic: Topic): Announcement => {
    let heard = false
    let wakeWaiter: (() => void) | undefined
    const wake = () => {
      heard = true
      wakeWaiter?.()
    }
    const close = on(topic, wake)
    return {
      next: async (ms, signal) => {
        if (!heard && !signal.aborted) {
          await new Promise<void>(resolve => {
            const timer = setTimeout(resolve, ms)
            signal.addEventListener('abort', wake, { once: true })
            wakeWaiter = () => {
              clearTimeout(timer)
              resolve()
            }
          })
          signal.removeEventListener('abort', wake)
          wakeWaiter = undefined
        }
        const wasHeard = heard
        heard = false
        return wasHeard
      },
      close,
    }
  }
  app.decorate('announcements', { listen, on, lookEveryMs: () => (arrive ? rarelyMs : oftenMs) })
})
