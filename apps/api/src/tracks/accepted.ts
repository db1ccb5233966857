import { topics } from '@mudig/db/core/topics'
import { findTrackJob } from '@mudig/db/tracks/jobs'
import { findSong } from '@mudig/db/tracks/songs'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readPreference } from '../http/prefer.js'
import { lookUntil } from '../realtime/look-until.js'
import { songAnswers, toSongJob } from './answers.js'

/**
 * Answers with the track and the job that stands for all that follows: 202 as it stands or, where the request prefers to
 * wait and processing ends in that time, 200 as it has become.
 */
export const replyAccepted = async (request: FastifyRequest, reply: FastifyReply, jobId: number) => {
  const { server, user, headers } = request
  const { waitSeconds, applied } = readPreference(headers.prefer, server.config.digWaitSeconds)
  const find = async () => {
    const job = await findTrackJob(server.db, jobId, user.id)
    // Removed since.
    if (!job) throw new ApiError(trackErrors.trackNotFound)
    return job
  }
  const first = await find()
  const job = await lookUntil(request, reply, {
    topic: topics.track(first.song_id),
    first,
    look: find,
    isFinal: ({ status }) => status !== 'processing',
    // Unlike a dig, nobody waits for a track who does not say so.
    waitSeconds: applied === undefined ? 0 : waitSeconds,
  })
  const song = await findSong(server.db, job.song_id, user.id)
  if (!song) throw new ApiError(trackErrors.trackNotFound)
  if (applied !== undefined) reply.header('preference-applied', applied)
  const isWaitOver = applied !== undefined && job.status !== 'processing'
  return reply
    .code(isWaitOver ? 200 : 202)
    .header('location', `/song/jobs/${jobId}`)
    .send({
      message: isWaitOver ? '곡의 처리가 끝났습니다.' : '곡을 처리하고 있습니다.',
      song: songAnswers(server).toSong(song, user.id),
      job: toSongJob(job, preferredLanguage(headers['accept-language'])),
    })
}
