import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listMoments } from '@mudig/db/tracks/comments'
import { findSharedSong, findSong, type SongRow } from '@mudig/db/tracks/songs'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { preferredLanguage } from '@mudig/shared/core/language'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { SongAnswer, Songs } from '@mudig/shared/tracks/schemas'
import { ByTrackSlug, OEmbed, OEmbedQuery } from '@mudig/shared/tracks/share-schemas'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
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

/** As many comments as a page shows, the first ones. */
const shownComments = 200

/** The public links of a track, and what others need to embed it. */
export const shareRoutes: FastifyPluginAsyncTypebox = async app => {
  const { config } = app
  const { toSong, pathOf } = songAnswers(app)

  /** As for playlists: a person reads a sentence, programs are told by JSON. */
  const answerGone = (error: ApiError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!wantsPageOrPreview(request, reply)) return answerError(error, request, reply)
    const language = preferredLanguage(request.headers['accept-language'])
    return sendPage(reply.code(404), language, config, gonePage(language, config))
  }

  /** An address that can name no track leads nowhere, as one does that names none. */
  const errorHandler = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
    error.validationContext === 'params'
      ? answerGone(new ApiError(httpErrors.notFound), request, reply)
      : answerError(error, request, reply)

  const sendPlayer = async (request: FastifyRequest, reply: FastifyReply, row: SongRow) => {
    const language = preferredLanguage(request.headers['accept-language'])
    const found = await listMoments(app.db, row.song_id, nobody, { limit: shownComments })
    const nonce = randomBytes(16).toString('base64')
    const stream = pathOf(row, nobody, 'stream')
    const html = sharePage(language, row, config, { stream, nonce, comments: found?.comments ?? [] })
    return sendPage(reply, language, config, html, { nonce, store: config.s3.publicEndpoint })
  }

  app.get(
    '/song/:id',
    {
      config: perMinute(120),
      errorHandler,
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
            content: { 'application/json': { schema: Songs }, 'text/html': { schema: Type.String() } },
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
      return reply.type('application/json; charset=utf-8').send({ song: [toSong(row, nobody)] })
    },
  )

  app.get(
    '/song/shared/:slug',
    {
      config: perMinute(120),
      errorHandler,
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
