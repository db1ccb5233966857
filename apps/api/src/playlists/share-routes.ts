import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findShared } from '@mudig/db/sharing'
import { ApiError } from '@mudig/shared/errors'
import { type Language, preferredLanguage } from '@mudig/shared/language'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { PlaylistDetail } from '@mudig/shared/playlists/schemas'
import { BySlug } from '@mudig/shared/playlists/share-schemas'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { toPlaylist } from './answers.js'
import { gonePage, pagePolicy, sharePage } from './share-page.js'
import { wantsPage } from './wants-page.js'

/** Everybody gets the same, so it may be kept for a moment: what is made private is gone from caches after this. */
const caching = 'public, max-age=60'

/** The public link of a playlist. Whoever asks is nobody here, also with a token, so that no answer is anybody's own. */
export const shareRoutes: FastifyPluginAsyncTypebox = async app => {
  const { publicUrl, frontEndUrl } = app.config
  const policy = pagePolicy(publicUrl)

  app.get(
    '/playlist/shared/:slug',
    {
      config: perMinute(120),
      schema: {
        tags: ['playlists'],
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
      const isPage = wantsPage(request, reply)
      const language = preferredLanguage(request.headers['accept-language'])
      const detail = await findShared(app.db, request.params.slug)
      if (!detail && isPage) return sendPage((reply as FastifyReply).code(404), language, gonePage(language, { frontEndUrl }))
      if (!detail) throw new ApiError(playlistErrors.playlistNotFound)
      reply.header('cache-control', caching).header('x-robots-tag', 'noindex')
      if (isPage) return sendPage(reply, language, sharePage(language, detail, { base: publicUrl ?? '', frontEndUrl }))
      return reply.type('application/json; charset=utf-8').send({
        user: detail.writer_profile,
        comments: detail.comments,
        next_comments_cursor: null,
        playlist: toPlaylist(detail),
        music: detail.playlist_music_list,
      })
    },
  )

  const sendPage = (reply: FastifyReply, language: Language, page: string) =>
    reply.type('text/html; charset=utf-8').header('content-language', language).header('content-security-policy', policy).send(page)
}
