import type { Topic } from '@mudig/db/core/topics'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { watchEnd } from '../http/stopping.js'
import { beginLongAnswer } from './long-answers.js'

export interface Awaited<T> {
  /** What tells of a change. */
  topic: Topic
  first: T
  look: () => Promise<T>
  isFinal: (state: T) => boolean
  waitSeconds: number
}

/**
 * Something as it stands when it has ended, when the time is over, when the client has gone or when this process stops;
 * at once where the same user waits for so many answers already that this one is told to come back.
 */
export const lookUntil = async <T>(
  request: FastifyRequest,
  reply: FastifyReply,
  { topic, first, look, isFinal, waitSeconds }: Awaited<T>,
): Promise<T> => {
  const { server, user } = request
  if (waitSeconds === 0 || isFinal(first)) return first
  const leave = beginLongAnswer(user.id)
  if (!leave) return first
  request.takesLong = true
  const end = watchEnd(reply)
  const timeout = setTimeout(end.abort, waitSeconds * 1_000)
  const announcement = server.announcements.listen(topic)
  try {
    for (;;) {
      const state = await look()
      if (isFinal(state) || end.signal.aborted) return state
      await announcement.next(server.announcements.lookEveryMs(), end.signal)
    }
  } finally {
    clearTimeout(timeout)
    end.release()
    leave()
    announcement.close()
  }
}
