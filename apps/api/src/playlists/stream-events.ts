import { type Dig, findDig } from '@mudig/db/digs'
import { listAfter } from '@mudig/db/events'
import { preferredLanguage } from '@mudig/shared/language'
import { digFailure } from '@mudig/shared/playlists/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isFinal } from './answers.js'

const lookEveryMs = 2_000
const page = 200

/**
 * Streams a dig's events from Postgres, beginning after Last-Event-ID, until the dig, the session or this process ends. The number of an event
 * is its place in the playlist's own sequence, so any API process can go on where another one stopped.
 */
export const streamEvents = async (request: FastifyRequest, reply: FastifyReply, dig: Dig): Promise<void> => {
  const { server, user } = request
  const language = preferredLanguage(request.headers['accept-language'])
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const stop = AbortSignal.any([gone.signal, server.stopping])
  let after = lastSeen(reply.sse.lastEventId)
  let latest: Dig | undefined = dig

  reply.sse.keepAlive()
  reply.sse.sendHeaders()
  const announcement = server.announcements.listen(dig.playlist)
  try {
    while (!stop.aborted && !(await server.revocations.has(user.session_id))) {
      const events = await listAfter(server.db, dig.playlist, after, page)
      for (const { seq, type, data } of events) {
        const details = data as { code?: string }
        await reply.sse.send({
          id: String(seq),
          event: type,
          data: type === 'failed' ? { ...details, error: digFailure(details.code ?? '')[language] } : details,
        })
        after = seq
      }
      const ended = events.at(-1)
      if (ended?.type === 'done' || ended?.type === 'failed') return
      if (events.length === page) continue
      if (!latest) return
      if (events.length === 0 && isFinal(latest.status)) {
        // The end was seen before, or its events are no longer kept: say how it stands.
        const { status, progress, error_code } = latest
        const failure = error_code !== null && { code: error_code, error: digFailure(error_code)[language] }
        await reply.sse.send({ event: status === 'ready' ? 'done' : 'failed', data: { status, progress, ...failure } })
        return
      }
      await announcement.next(lookEveryMs, stop)
      latest = await findDig(server.db, dig.id, user.id)
    }
  } finally {
    announcement.close()
    reply.sse.close()
  }
}

/** A number that we gave, else the beginning. */
const lastSeen = (lastEventId: string | null): number => (/^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0)
