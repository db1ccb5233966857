import type { Topic } from '@mudig/db/core/topics'
import type { FastifyRequest } from 'fastify'
import { lastEventId, type ServerEvent } from './event-stream.js'

/** How long a session may have ended before its stream does. */
const checkEveryMs = 1_500
const page = 200

/** Something that goes on for a while and whose events are numbered in Postgres. */
export interface Watched<State> {
  /** Where its changes are announced. */
  topic: Topic
  /** How it stood when it was asked for. */
  first: State
  /** How it stands; undefined where it is gone. */
  find(): Promise<State | undefined>
  /** What happened after a number, in order. */
  list(after: number, limit: number): Promise<readonly { seq: number; type: string; data: unknown }[]>
  dataOf(type: string, data: Record<string, unknown>): unknown
  /** Whether nothing follows an event of this kind. */
  isLast(type: string): boolean
  isOver(state: State): boolean
  /** What is said where its end was seen before, or its events are no longer kept. */
  ending(state: State): ServerEvent
  /** What is said where it is gone, and its events with it. */
  gone(last: State): ServerEvent
}

/**
 * Events from Postgres, beginning after Last-Event-ID, until what is watched, the session or this process ends;
 * undefined after a look that found nothing new. The number of an event is its place in its own sequence, so any API
 * process can go on where another one stopped.
 */
export async function* numberedEvents<State>(
  { server, user, headers }: FastifyRequest,
  over: AbortSignal,
  watched: Watched<State>,
): AsyncGenerator<ServerEvent | undefined> {
  let after = lastEventId(headers['last-event-id']) ?? 0
  let latest = watched.first
  const announcement = server.announcements.listen(watched.topic)
  try {
    let isDue = true
    let lookedAt: number | undefined
    while (!over.aborted && !(await server.revocations.has(user.session_id))) {
      if (isDue || lookedAt === undefined || performance.now() - lookedAt >= server.announcements.lookEveryMs()) {
        // Before its events, so that those of what has ended are all there.
        const found = lookedAt === undefined ? watched.first : await watched.find()
        if (found) latest = found
        lookedAt = performance.now()
        const events = await watched.list(after, page)
        for (const { seq, type, data } of events) {
          yield { id: seq, event: type, data: watched.dataOf(type, data as Record<string, unknown>) }
          after = seq
        }
        const last = events.at(-1)
        if (last && watched.isLast(last.type)) return
        isDue = events.length === page
        if (isDue) continue
        if (!found) {
          yield watched.gone(latest)
          return
        }
        if (events.length === 0 && watched.isOver(latest)) {
          yield watched.ending(latest)
          return
        }
      }
      yield undefined
      isDue = await announcement.next(checkEveryMs, over)
    }
  } finally {
    announcement.close()
  }
}
