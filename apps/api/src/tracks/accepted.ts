import { findTrackJob } from '@mudig/db/tracks/jobs'
import { findSong } from '@mudig/db/tracks/songs'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { songAnswers, toSongJob } from './answers.js'

/** Answers 202 with the track as it stands and the job that stands for all that follows. */
export const replyAccepted = async (request: FastifyRequest, reply: FastifyReply, jobId: number) => {
  const { server, user, headers } = request
  const job = await findTrackJob(server.db, jobId, user.id)
  const song = job && (await findSong(server.db, job.song_id, user.id))
  // Removed since.
  if (!song || !job) throw new ApiError(trackErrors.trackNotFound)
  return reply
    .code(202)
    .header('location', `/song/jobs/${jobId}`)
    .send({
      message: '곡을 처리하고 있습니다.',
      song: songAnswers(server).toSong(song, user.id),
      job: toSongJob(job, preferredLanguage(headers['accept-language'])),
    })
}
