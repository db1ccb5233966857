import { topics } from '@mudig/db/core/topics'
import { type Dig, findDig } from '@mudig/db/playlists/dig-status'
import { listAfter } from '@mudig/db/playlists/events'
import { preferredLanguage } from '@mudig/shared/core/language'
import { digFailure } from '@mudig/shared/playlists/errors'
import type { FastifyRequest } from 'fastify'
import { lastEventId, type ServerEvent } from '../realtime/event-stream.js'
import { isFinal } from './answers.js'

/** How long a session may have ended before its stream does. */
const checkEveryMs = 1_500
const page = 200

/**
 * A dig's events from Postgres, beginning after Last-Event-ID, until the dig, the session or this process ends;
 * undefined after a look that found nothing new. The number of an event is its place in the playlist's own sequence, so
 * any API process can go on where another one stopped.
 */
export async function* eventsOf(
  request: FastifyRequest,
  dig: Dig,
  over: AbortSignal,
): AsyncGenerator<ServerEvent | undefined> {
  const { server, user, headers } = request
  const language = preferredLanguage(headers['accept-language'])
  let after = lastEventId(headers['last-event-id']) ?? 0
  let latest = dig

  const announcement = server.announcements.listen(topics.playlist(dig.playlist))
  try {
    let isDue = true
    let lookedAt: number | undefined
    while (!over.aborted && !(await server.revocations.has(user.session_id))) {
      if (isDue || lookedAt === undefined || performance.now() - lookedAt >= server.announcements.lookEveryMs()) {
        // Before its events, so that those of a dig that has ended are all there.
        const found = lookedAt === undefined ? dig : await findDig(server.db, dig.id, user.id)
        if (found) latest = found
        lookedAt = performance.now()
        const events = await listAfter(server.db, dig.playlist, after, page)
        for (const { seq, type, data } of events) {
          const details = data as { code?: string }
          yield {
            id: seq,
            event: type,
            data: type === 'failed' ? { ...details, error: digFailure(details.code ?? '')[language] } : details,
          }
          after = seq
        }
        const ended = events.at(-1)
        if (ended?.type === 'done' || ended?.type === 'failed') return
        isDue = events.length === page
        if (isDue) continue
        if (!found) {
          // With everything of it, its last event too.
          const [status, error] = ['cancelled', digFailure('cancelled')[language]]
          yield { event: 'failed', data: { status, progress: latest.progress, code: status, error } }
          return
        }
        if (events.length === 0 && isFinal(latest.status)) {
          // The end was seen before, or its events are no longer kept: say how it stands.
          const { status, progress, error_code } = latest
          const failure = error_code !== null && { code: error_code, error: digFailure(error_code)[language] }
          yield { event: status === 'ready' ? 'done' : 'failed', data: { status, progress, ...failure } }
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
