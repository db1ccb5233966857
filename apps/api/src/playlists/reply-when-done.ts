import { topics } from '@mudig/db/core/topics'
import { type Dig, findDig } from '@mudig/db/playlists/dig-status'
import { findDetail } from '@mudig/db/playlists/playlists'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { digFailure, playlistErrors } from '@mudig/shared/playlists/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readPreference } from '../http/prefer.js'
import { lookUntil } from '../realtime/look-until.js'
import { isFinal, toJob, toPlaylist } from './answers.js'

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

/** The dig as it stands when it has ended, or when the time is over. @throws ApiError jobNotFound */
const waitFor = async (
  request: FastifyRequest,
  reply: FastifyReply,
  jobId: number,
  waitSeconds: number,
): Promise<Dig> => {
  const { server, user } = request
  const find = () => findDig(server.db, jobId, user.id)
  const first = await find()
  // The one that an Idempotency-Key stands for may have been deleted since.
  if (!first) throw new ApiError(playlistErrors.jobNotFound)
  return lookUntil(request, reply, {
    topic: topics.playlist(first.playlist),
    first,
    // Deleted while we wait, it is cancelled.
    look: async () => (await find()) ?? { ...first, status: 'cancelled', error_code: 'cancelled' },
    isFinal: ({ status }) => isFinal(status),
    waitSeconds,
  })
}
