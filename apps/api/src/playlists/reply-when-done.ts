import { topics } from '@mudig/db/core/topics'
import { type Dig, findDig } from '@mudig/db/playlists/dig-status'
import { findDetail } from '@mudig/db/playlists/playlists'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { digFailure, playlistErrors } from '@mudig/shared/playlists/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { watchEnd } from '../http/stopping.js'
import { beginLongAnswer } from '../realtime/long-answers.js'
import { isFinal, toJob, toPlaylist } from './answers.js'
import { readPreference } from './prefer.js'

/**
 * Answers 200 with the playlist when it is ready in time. When not: 202 with the job, or 200 with the unfinished
 * playlist for clients that know no other status, unless the request's `Prefer` tells that it does.
 * @throws ApiError digFailed; digRefused where the model refuses these words, so that nobody tries them again
 */
export const replyWhenDone = async (
  request: FastifyRequest,
  reply: FastifyReply,
  jobId: number,
  statusWhenLate: 200 | 202 = 202,
) => {
  const { server, user } = request
  const { waitSeconds, applied } = readPreference(request.headers.prefer, server.config.digWaitSeconds)
  if (applied) reply.header('preference-applied', applied)
  const dig = await waitFor(request, reply, jobId, waitSeconds)
  const language = preferredLanguage(request.headers['accept-language'])
  if (dig.status === 'failed' || dig.status === 'cancelled') {
    throw failureOf(dig.error_code ?? '')
  }
  const detail = await findDetail(server.db, dig.playlist, user.id)
  if (!detail) throw new ApiError(playlistErrors.playlistNotFound)
  if (dig.status === 'ready') {
    return reply.send({
      message: '플레이리스트가 완성되었습니다.',
      playlist: toPlaylist(detail),
      playlist_music_list: detail.playlist_music_list,
    })
  }
  reply.header('location', `/playlist/jobs/${dig.id}`)
  const late = { message: '플레이리스트를 만들고 있습니다.', playlist: toPlaylist(detail) }
  if (statusWhenLate === 200 && !applied)
    return reply.send({ ...late, playlist_music_list: detail.playlist_music_list })
  return reply.code(202).send({ ...late, job: toJob(dig, language) })
}

const failureOf = (code: string): ApiError => {
  const { digRefused, digFailed } = playlistErrors
  return new ApiError(code === 'refused' ? digRefused : { ...digFailed, ...digFailure(code) })
}

/**
 * The dig as it stands when it has ended, when the time is over, when the client has gone or when this process stops.
 */
const waitFor = async (
  request: FastifyRequest,
  reply: FastifyReply,
  jobId: number,
  waitSeconds: number,
): Promise<Dig> => {
  const { server, user } = request
  const look = () => findDig(server.db, jobId, user.id)
  const first = await look()
  // The one that an Idempotency-Key stands for may have been deleted since.
  if (!first) throw new ApiError(playlistErrors.jobNotFound)
  if (waitSeconds === 0 || isFinal(first.status)) return first
  const leave = beginLongAnswer(user.id)
  // So many wait already that this one is told to come back.
  if (!leave) return first
  request.takesLong = true
  const end = watchEnd(reply)
  const timeout = setTimeout(end.abort, waitSeconds * 1_000)
  const announcement = server.announcements.listen(topics.playlist(first.playlist))
  try {
    for (;;) {
      // Deleted while we wait, it is cancelled.
      const dig = (await look()) ?? { ...first, status: 'cancelled' as const, error_code: 'cancelled' }
      if (isFinal(dig.status) || end.signal.aborted) return dig
      await announcement.next(server.announcements.lookEveryMs(), end.signal)
    }
  } finally {
    clearTimeout(timeout)
    end.release()
    leave()
    announcement.close()
  }
}
