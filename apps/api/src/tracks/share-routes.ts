import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findSharedSong, findSong } from '@mudig/db/tracks/songs'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { SongAnswer } from '@mudig/shared/tracks/schemas'
import { ByTrackSlug, OEmbed, OEmbedQuery } from '@mudig/shared/tracks/share-schemas'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { answerError } from '../http/errors.js'
import { sendPage } from '../http/page.js'
import { perMinute } from '../http/rate-limits.js'
import { wantsPageOrPreview } from '../http/wants-page.js'
import { songAnswers } from './answers.js'
import { oembedOf, trackOf } from './oembed.js'
import { gonePage, sharePage } from './share-page.js'

/** Everybody gets the same, so it may be kept for a moment: what is made private is gone from caches after this. */
const caching = 'public, max-age=60'

/** Whoever asks is nobody here, also with a token, so that no answer is anybody's own. */
const nobody = 0

/** The public link of a track, and what others need to embed it. */
export const shareRoutes: FastifyPluginAsyncTypebox = async app => {
  const { config } = app
  const { toSong } = songAnswers(app)

  /** As for playlists: a person reads a sentence, programs are told by JSON. */
  const answerGone = (error: ApiError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!wantsPageOrPreview(request, reply)) return answerError(error, request, reply)
    const language = preferredLanguage(request.headers['accept-language'])
    return sendPage(reply.code(404), language, config, gonePage(language, config))
  }

  app.get(
    '/song/shared/:slug',
    {
      config: perMinute(120),
      errorHandler: (error, request, reply) =>
        error.validationContext === 'params'
          ? answerGone(new ApiError(httpErrors.notFound), request, reply)
          : answerError(error, request, reply),
      schema: {
        tags: ['tracks'],
        operationId: 'getSharedSong',
        summary: 'What a public link of a track opens',
        description:
          'A track that everybody may hear, by its `slug`, without a token. Browsers, and messengers that show what is behind a link, get a page with Open Graph tags.',
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
      const language = preferredLanguage(request.headers['accept-language'])
      reply.header('cache-control', caching).header('x-robots-tag', 'noindex')
      if (isPage) return sendPage(reply, language, config, sharePage(language, row, config))
      return reply.type('application/json; charset=utf-8').send({ song: toSong(row, nobody) })
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
