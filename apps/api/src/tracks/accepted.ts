import { findTrackJob } from '@mudig/db/tracks/jobs'
import { findSong } from '@mudig/db/tracks/songs'
import type { Accepted } from '@mudig/db/tracks/upload-completion'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { songAnswers, toSongJob } from './answers.js'

/** Answers 202 with the track as it stands and the job that stands for all that follows. */
export const replyAccepted = async (request: FastifyRequest, reply: FastifyReply, { track_id, job_id }: Accepted) => {
  const { server, user, headers } = request
  const [song, job] = await Promise.all([
    findSong(server.db, track_id, user.id),
    findTrackJob(server.db, job_id, user.id),
  ])
  // Removed since.
  if (!song || !job) throw new ApiError(trackErrors.trackNotFound)
  return reply
    .code(202)
    .header('location', `/song/jobs/${job_id}`)
    .send({
      message: '곡을 처리하고 있습니다.',
      song: songAnswers(server).toSong(song, user.id),
      job: toSongJob(job, preferredLanguage(headers['accept-language'])),
    })
}
