import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findShared } from '@mudig/db/playlists/sharing'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { PlaylistDetail } from '@mudig/shared/playlists/schemas'
import { BySlug } from '@mudig/shared/playlists/share-schemas'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { answerError } from '../http/errors.js'
import { sendPage } from '../http/page.js'
import { perMinute } from '../http/rate-limits.js'
import { wantsPageOrPreview } from '../http/wants-page.js'
import { toPlaylist } from './answers.js'
import { gonePage, sharePage } from './share-page.js'

/** Everybody gets the same, so it may be kept for a moment: what is made private is gone from caches after this. */
const caching = 'public, max-age=60'

/**
 * The public link of a playlist. Whoever asks is nobody here, also with a token, so that no answer is anybody's own.
 */
export const shareRoutes: FastifyPluginAsyncTypebox = async app => {
  const { config } = app

  /**
   * A link that was cut or mistyped is for a person what one is that leads nowhere any more; programs are told by JSON.
   */
  const answerGone = (error: ApiError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!wantsPageOrPreview(request, reply)) return answerError(error, request, reply)
    const language = preferredLanguage(request.headers['accept-language'])
    return sendPage(reply.code(404), language, config, gonePage(language, config))
  }

  app.get(
    '/playlist/shared/:slug',
    {
      config: perMinute(120),
      errorHandler: (error, request, reply) =>
        error.validationContext === 'params'
          ? answerGone(new ApiError(httpErrors.notFound), request, reply)
          : answerError(error, request, reply),
      schema: {
        tags: ['playlists'],
        operationId: 'getSharedPlaylist',
        summary: 'What a public link opens',
        description:
          'A finished public playlist for anybody, by its `slug`, without a token and with no one’s e-mail. Browsers, and messengers that show what is behind a link, get a page with Open Graph tags.',
        params: BySlug,
        response: {
          200: {
            description: 'The detail, or a page for whoever asks for HTML.',
            content: { 'application/json': { schema: PlaylistDetail }, 'text/html': { schema: Type.String() } },
          },
          ...errors(playlistErrors.playlistNotFound),
        },
      },
    },
    async (request, reply) => {
      const detail = await findShared(app.db, request.params.slug)
      if (!detail) return answerGone(new ApiError(playlistErrors.playlistNotFound), request, reply as FastifyReply)
      const isPage = wantsPageOrPreview(request, reply)
      const language = preferredLanguage(request.headers['accept-language'])
      reply.header('cache-control', caching).header('x-robots-tag', 'noindex')
      if (isPage) return sendPage(reply, language, config, sharePage(language, detail, config))
      return reply.type('application/json; charset=utf-8').send({
        user: detail.writer_profile,
        comments: detail.comments,
        next_comments_cursor: null,
        playlist: toPlaylist(detail),
        music: detail.playlist_music_list,
      })
    },
  )

  // Links that were cut before the slug, or go on after it.
  for (const url of ['/playlist/shared', '/playlist/shared/*']) {
    app.get(url, { config: perMinute(120), schema: { hide: true } }, (request, reply) =>
      answerGone(new ApiError(httpErrors.notFound), request, reply),
    )
  }
}
