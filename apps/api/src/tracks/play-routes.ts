import { createHmac } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { recordPlay } from '@mudig/db/tracks/plays'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { NewPlay, PlayAnswer } from '@mudig/shared/tracks/act-schemas'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { clientNetwork } from '../http/client-network.js'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { viewerOf } from './links.js'

const listenerBytes = 16

/** Receipts of plays. */
export const playRoutes: FastifyPluginAsyncTypebox = async app => {
  const key = createHmac('sha256', app.config.jwtSecret).update('listeners of tracks').digest()

  /**
   * Who hears it, without saying who: an account, or else a network on this day, so that nobody can be followed from
   * one day to the next. What a browser calls itself is left out: whoever invents names would be many listeners.
   */
  const listenerOf = (request: FastifyRequest, viewer: number): Buffer => {
    const said =
      viewer > 0
        ? `account ${viewer}`
        : ['somebody', new Date().toISOString().slice(0, 10), clientNetwork(request.ip)].join(' ')
    return createHmac('sha256', key).update(said).digest().subarray(0, listenerBytes)
  }

  app.post(
    '/song/:id/plays',
    {
      config: perMinute(600),
      onRequest: app.optionalUser,
      schema: {
        tags: ['tracks'],
        operationId: 'reportPlay',
        summary: 'Say how much of a track was heard',
        description:
          'As often as a player likes while it plays: it counts once it is enough, and once for a `play_id`.',
        params: Type.Object({ id: Id }),
        body: NewPlay,
        response: { 202: PlayAnswer, ...errors(trackErrors.trackNotFound) },
      },
    },
    async (request, reply) => {
      const { play_id, ms_played } = request.body
      const viewer = viewerOf(request)
      const listener = listenerOf(request, viewer)
      const play = { play_id, track_id: request.params.id, viewer, listener, ms_played }
      const counted = await recordPlay(app.db, play)
      if (counted === undefined) throw new ApiError(trackErrors.trackNotFound)
      return reply.code(202).send({ counted })
    },
  )
}
