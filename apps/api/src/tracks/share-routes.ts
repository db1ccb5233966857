import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findSharedSong, findSong } from '@mudig/db/tracks/songs'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { OneSong, SongAnswer } from '@mudig/shared/tracks/schemas'
import { ByTrackSlug, OEmbed, OEmbedQuery } from '@mudig/shared/tracks/share-schemas'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { wantsPageOrPreview } from '../http/wants-page.js'
import { songAnswers } from './answers.js'
import { oembedOf, trackOf } from './oembed.js'
import { answerGone, answerNowhere, sendPlayer } from './player-page.js'

/** Everybody gets the same, so it may be kept for a moment: what is made private is gone from caches after this. */
const caching = 'public, max-age=60'

/** Whoever asks is nobody here, also with a token, so that no answer is anybody's own. */
const nobody = 0

/** The public links of a track, and what others need to embed it. */
export const shareRoutes: FastifyPluginAsyncTypebox = async app => {
  const { config } = app
  const { toDetail } = songAnswers(app)

  app.get(
    '/song/:id',
    {
      config: perMinute(120),
      errorHandler: answerNowhere,
      schema: {
        tags: ['tracks'],
        operationId: 'getPublicSong',
        summary: 'The player of a track',
        description:
          'A track that everybody may hear, without a token, in a list of one. Browsers, and messengers that show what is behind a link, get a page that plays it; it may stand in other pages.',
        params: Type.Object({ id: Id }),
        response: {
          200: {
            description: 'The track, or a page for whoever asks for HTML.',
            content: { 'application/json': { schema: OneSong }, 'text/html': { schema: Type.String() } },
          },
          ...errors(trackErrors.trackNotFound),
        },
      },
    },
    async (request, reply) => {
      const row = await findSong(app.db, request.params.id, nobody)
      if (!row) return answerGone(new ApiError(trackErrors.trackNotFound), request, reply as FastifyReply)
      const isPage = wantsPageOrPreview(request, reply)
      reply.header('cache-control', caching).header('x-robots-tag', 'noindex')
      if (isPage) return sendPlayer(request, reply as FastifyReply, row)
      return reply.type('application/json; charset=utf-8').send({ song: [toDetail(row, nobody)] })
    },
  )

  app.get(
    '/song/shared/:slug',
    {
      config: perMinute(120),
      errorHandler: answerNowhere,
      schema: {
        tags: ['tracks'],
        operationId: 'getSharedSong',
        summary: 'What a public link of a track opens',
        description:
          'A track that everybody may hear, by its `slug`, without a token. Browsers, and messengers that show what is behind a link, get a page with Open Graph tags, which plays it.',
        params: ByTrackSlug,
        response: {
          200: {
            description: 'The track, or a page for whoever asks for HTML.',
            content: { 'application/json': { schema: SongAnswer }, 'text/html': { schema: Type.String() } },
          },
          ...errors(trackErrors.trackNotFound),
        },
      },
    },
    async (request, reply) => {
      const row = await findSharedSong(app.db, request.params.slug)
      if (!row) return answerGone(new ApiError(trackErrors.trackNotFound), request, reply as FastifyReply)
      const isPage = wantsPageOrPreview(request, reply)
      reply.header('cache-control', caching).header('x-robots-tag', 'noindex')
      if (isPage) return sendPlayer(request, reply as FastifyReply, row)
      return reply.type('application/json; charset=utf-8').send({ song: toDetail(row, nobody) })
    },
  )

  app.get(
    '/oembed',
    {
      config: perMinute(120),
      schema: {
        tags: ['tracks'],
        operationId: 'getEmbed',
        summary: 'How to embed a track',
        description: 'For `url` a public link or the page of a track (oembed.com, 1.0). There is no XML.',
        querystring: OEmbedQuery,
        response: { 200: OEmbed, ...errors(trackErrors.trackNotFound) },
      },
    },
    async (request, reply) => {
      const { url, maxwidth, maxheight } = request.query
      const wanted = trackOf(url, config.publicUrl)
      const row =
        wanted &&
        ('slug' in wanted ? await findSharedSong(app.db, wanted.slug) : await findSong(app.db, wanted.id, nobody))
      if (!row) throw new ApiError(trackErrors.trackNotFound)
      reply.header('cache-control', caching)
      return oembedOf(row, config.publicUrl ?? `${request.protocol}://${request.host}`, { maxwidth, maxheight })
    },
  )
}
