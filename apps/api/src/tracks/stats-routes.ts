import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findOwnStats, findStats } from '@mudig/db/tracks/stats'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { OwnStats, SongStats, StatsQuery } from '@mudig/shared/tracks/stats-schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'

const tags = ['tracks']
const reading = perMinute(120, { account: 60 })

/** How an owner's tracks do; nobody else is told by the day. */
export const statsRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/song/stats',
    {
      config: reading,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getOwnSongStats',
        summary: 'How my tracks do',
        querystring: StatsQuery,
        response: { 200: OwnStats },
      },
    },
    async ({ user, query }) => findOwnStats(app.db, user.id, query.days),
  )

  app.get(
    '/song/:id/stats',
    {
      config: reading,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getSongStats',
        summary: 'How a track of mine does',
        params: Type.Object({ id: Id }),
        querystring: StatsQuery,
        response: { 200: SongStats, ...errors(trackErrors.trackNotFound) },
      },
    },
    async ({ params, user, query }) => {
      const stats = await findStats(app.db, params.id, user.id, query.days)
      if (!stats) throw new ApiError(trackErrors.trackNotFound)
      return stats
    },
  )
}
