import { type Accepted, findAccepted } from '@mudig/db/tracks/upload-completion'
import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Answers 202 with the track as it stands and the job that stands for all that follows. */
export const replyAccepted = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { track_id, version, job_id }: Accepted,
) => {
  const found = await findAccepted(request.server.db, { track_id, version }, request.user.id)
  if (!found) throw new ApiError(trackErrors.trackNotFound)
  const { job_status: status, ...song } = found
  return reply
    .code(202)
    .header('location', `/song/jobs/${job_id}`)
    .send({ message: '곡을 처리하고 있습니다.', song, job: { id: job_id, song_id: track_id, version, status } })
}
