import { topics } from '@mudig/db/core/topics'
import { listChanges } from '@mudig/db/notifications/notifications'
import { preferredLanguage } from '@mudig/shared/core/language'
import type { FastifyRequest } from 'fastify'
import { lastEventId, type ServerEvent } from '../realtime/event-stream.js'
import { toNotification } from './answers.js'

/** How long a session may have ended before its stream does. */
const checkEveryMs = 1_500
const page = 50

/**
 * A listener's notifications as acts are told, until the session or this process ends; undefined after a look that
 * found nothing new. Begins after Last-Event-ID, without one with the present. Postgres keeps no log of them: each
 * comes as it stands, once, however many acts were missed.
 */
export async function* changesFor(request: FastifyRequest, over: AbortSignal): AsyncGenerator<ServerEvent | undefined> {
  const { server, user, headers } = request
  const language = preferredLanguage(headers['accept-language'])
  const heardUntil = lastEventId(headers['last-event-id'])
  let after = heardUntil ?? 0
  let isBegun = heardUntil !== undefined

  const announcement = server.announcements.listen(topics.notifications(user.id))
  try {
    let isDue = true
    let lookedAt = 0
    while (!over.aborted && !(await server.revocations.has(user.session_id))) {
      if (isDue || performance.now() - lookedAt >= server.announcements.lookEveryMs()) {
        lookedAt = performance.now()
        const { seq, unread_count, notifications } = await listChanges(server.db, user.id, after, isBegun ? page : 0)
        for (const row of notifications) {
          yield {
            id: row.seq,
            event: 'notification',
            data: { notification: toNotification(row, language), unread_count },
          }
          after = row.seq
        }
        isDue = notifications.length === page
        if (isDue) continue
        if (after !== seq || !isBegun) yield { id: seq, event: 'unread', data: { unread_count } }
        after = seq
        isBegun = true
      }
      yield undefined
      isDue = await announcement.next(checkEveryMs, over)
    }
  } finally {
    announcement.close()
  }
}
