import { topics } from '@mudig/db/core/topics'
import { findTrackJob, listEventsOf, type TrackJob } from '@mudig/db/tracks/jobs'
import { preferredLanguage } from '@mudig/shared/core/language'
import { trackFailure } from '@mudig/shared/tracks/errors'
import type { FastifyRequest } from 'fastify'
import type { ServerEvent } from '../realtime/event-stream.js'
import { numberedEvents } from '../realtime/numbered-events.js'

/** The events of an upload; the failures in the listener's language. */
export const trackEvents = (
  request: FastifyRequest,
  job: TrackJob,
  over: AbortSignal,
): AsyncGenerator<ServerEvent | undefined> => {
  const { db } = request.server
  const language = preferredLanguage(request.headers['accept-language'])
  const failed = (code: string) => ({ code, error: trackFailure(code)[language] })
  return numberedEvents(request, over, {
    topic: topics.track(job.song_id),
    first: job,
    find: () => findTrackJob(db, job.id, request.user.id),
    list: (after, limit) => listEventsOf(db, job, after, limit),
    dataOf: (type, data) => (type === 'failed' ? { ...data, ...failed(String(data.code ?? '')) } : data),
    isLast: type => type === 'done' || type === 'failed',
    isOver: ({ status }) => status !== 'processing',
    ending: ({ status, progress, error_code }) => ({
      event: status === 'ready' ? 'done' : 'failed',
      data: { status, progress, version: job.version, ...(error_code !== null && failed(error_code)) },
    }),
    gone: ({ progress }) => ({
      event: 'failed',
      data: { status: 'failed', progress, version: job.version, ...failed('deleted') },
    }),
  })
}
