import { channels } from '@mudig/db/ledger'
import type { Topic } from '@mudig/db/topics'
import plugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance {
    /** Hints that something in Postgres has changed. */
    announcements: Announcements
  }
}

export interface Announcement {
  /** Resolves with the next hint since the last call, or after `ms`, or when the signal aborts: never rejects. @returns whether there was a hint */
  next(ms: number, signal: AbortSignal): Promise<boolean>
  close(): void
}

export interface Announcements {
  listen(topic: Topic): Announcement
}

/**
 * One subscription per process and watched topic, on a connection of its own. A hint that is missed while Redis is away costs the watcher
 * its next look after `ms`, nothing more.
 */
export const announcements = plugin(async app => {
  const { prefix } = app.config.redis
  const redis = app.redis.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null, commandTimeout: undefined, lazyConnect: true })
  redis.on('error', () => {})
  const listeners = new Map<string, Set<() => void>>()
  const wakeAll = (channel: string) => {
    for (const wake of listeners.get(channel) ?? []) wake()
  }
  redis.on('message', wakeAll)
  app.addHook('onClose', async () => redis.disconnect())

  const listen = (topic: Topic): Announcement => {
    const channel = channels.news(prefix, topic)
    let heard = false
    let wakeWaiter: (() => void) | undefined
    const wake = () => {
      heard = true
      wakeWaiter?.()
    }
    const others = listeners.get(channel)
    if (others) others.add(wake)
    else {
      listeners.set(channel, new Set([wake]))
      // What happened before the subscription took hold is looked at then.
      redis.subscribe(channel).then(
        () => wakeAll(channel),
        () => {},
      )
    }
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
      close: () => {
        const all = listeners.get(channel)
        all?.delete(wake)
        if (all?.size !== 0) return
        listeners.delete(channel)
        redis.unsubscribe(channel).catch(() => {})
      },
    }
  }
  app.decorate('announcements', { listen })
})
