import { topics } from '@mudig/db/core/topics'
import { type Dig, findDig } from '@mudig/db/playlists/dig-status'
import { listAfter } from '@mudig/db/playlists/events'
import { preferredLanguage } from '@mudig/shared/core/language'
import { digFailure } from '@mudig/shared/playlists/errors'
import type { FastifyRequest } from 'fastify'
import type { ServerEvent } from '../realtime/event-stream.js'
import { numberedEvents } from '../realtime/numbered-events.js'
import { isFinal } from './answers.js'

/** A dig's events; its failures in the listener's language. */
export const eventsOf = (
  request: FastifyRequest,
  dig: Dig,
  over: AbortSignal,
): AsyncGenerator<ServerEvent | undefined> => {
  const { db } = request.server
  const language = preferredLanguage(request.headers['accept-language'])
  const reason = (code: string) => digFailure(code)[language]
  return numberedEvents(request, over, {
    topic: topics.playlist(dig.playlist),
    first: dig,
    find: () => findDig(db, dig.id, request.user.id),
    list: (after, limit) => listAfter(db, dig.playlist, after, limit),
    dataOf: (type, data) => (type === 'failed' ? { ...data, error: reason(String(data.code ?? '')) } : data),
    isLast: type => type === 'done' || type === 'failed',
    isOver: ({ status }) => isFinal(status),
    ending: ({ status, progress, error_code }) => ({
      event: status === 'ready' ? 'done' : 'failed',
      data: { status, progress, ...(error_code !== null && { code: error_code, error: reason(error_code) }) },
    }),
    gone: ({ progress }) => ({
      event: 'failed',
      data: { status: 'cancelled', progress, code: 'cancelled', error: reason('cancelled') },
    }),
  })
}
