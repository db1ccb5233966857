import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listPlaying, sayNothing, sayPlaying } from '@mudig/db/tracks/now-playing'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { NowPlaying } from '@mudig/shared/tracks/list-schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { songAnswers } from './answers.js'

const tags = ['tracks']
const Done = Type.Null({ description: 'Done.' })

/** What people listen to at this moment: said by those who want to, and of no use to anybody two minutes later. */
export const nowRoutes: FastifyPluginAsyncTypebox = async app => {
  const { toSong } = songAnswers(app)

  app.get(
    '/song/now',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listNowPlaying',
        summary: 'What the people whom I follow listen to now',
        description:
          'Of those who say so, and of tracks that everybody may hear. Who said so last comes first; fifty at most.',
        response: { 200: NowPlaying },
      },
    },
    async ({ user }) => {
      const rows = await listPlaying(app.db, user.id)
      return {
        now: rows.map(({ listener, heard_at, ...song }) => ({ listener, heard_at, song: toSong(song, user.id) })),
      }
    },
  )

  app.put(
    '/song/:id/now',
    {
      config: perMinute(600, { account: 30 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'sayNowPlaying',
        summary: 'Say that I listen to a track',
        description:
          'To those who follow me, for two minutes: players say it again every half minute. A play is counted apart from it.',
        params: Type.Object({ id: Id }),
        response: { 204: Done, ...errors(trackErrors.trackNotFound) },
      },
    },
    async ({ user, params }, reply) => {
      if (!(await sayPlaying(app.db, user.id, params.id))) throw new ApiError(trackErrors.trackNotFound)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/song/now',
    {
      config: perMinute(600, { account: 30 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'sayNothingPlaying',
        summary: 'Say that I listen to nothing',
        response: { 204: Done },
      },
    },
    async ({ user }, reply) => {
      await sayNothing(app.db, user.id)
      return reply.code(204).send(null)
    },
  )
}
