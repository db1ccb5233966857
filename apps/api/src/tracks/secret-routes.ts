import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { endLink, findSecretSong, openLink } from '@mudig/db/tracks/secret-links'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { SongAnswer } from '@mudig/shared/tracks/schemas'
import { ByTrackSlug, SecretLink } from '@mudig/shared/tracks/share-schemas'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { wantsPageOrPreview } from '../http/wants-page.js'
import { songAnswers } from './answers.js'
import { answerGone, answerNowhere, sendPlayer } from './player-page.js'

const tags = ['tracks']
const ById = Type.Object({ id: Id })
const changing = perMinute(60, { account: 30 })

/** Whoever has the link is nobody here, also with a token, so that no answer is anybody's own. */
const nobody = 0

/** Links that open a track to whoever has them, also one that others may not see. */
export const secretRoutes: FastifyPluginAsyncTypebox = async app => {
  const { toDetail } = songAnswers(app)
  const linkOf = ({ slug, created_at }: { slug: string; created_at: Date }) => ({
    slug,
    link: `${app.config.publicUrl ?? ''}/song/secret/${slug}`,
    created_at,
  })

  app.post(
    '/song/:id/share',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'openSecretLink',
        summary: 'A secret link to a track of mine',
        description:
          'Whoever has it may hear the track, also while it is private; it shows the track in no list. There is one at a time: a repeat gets the same.',
        params: ById,
        response: { 200: SecretLink, 201: SecretLink, ...errors(trackErrors.trackNotFound) },
      },
    },
    async ({ params, user }, reply) => {
      const { is_new, ...link } = await app.ledger.transaction(trx => openLink(trx, params.id, user.id))
      return reply.code(is_new ? 201 : 200).send(linkOf(link))
    },
  )

  app.delete(
    '/song/:id/share',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'endSecretLink',
        summary: 'End the secret link of a track of mine',
        description:
          'It leads nowhere from now on, and so do the addresses of sound that it gave. The next one is another.',
        params: ById,
        response: {
          204: Type.Null({ description: 'There is none (any longer).' }),
          ...errors(trackErrors.trackNotFound),
        },
      },
    },
    async ({ params, user }, reply) => {
      await app.ledger.transaction(trx => endLink(trx, params.id, user.id))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/song/secret/:slug',
    {
      config: perMinute(120),
      errorHandler: answerNowhere,
      schema: {
        tags,
        operationId: 'getSecretSong',
        summary: 'What a secret link of a track opens',
        description:
          'A track whose owner gave the link away, without a token. Its `song_path` bears a signature that opens its files for six hours, or until the link is ended. Browsers get a page that plays it.',
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
      const row = await findSecretSong(app.db, request.params.slug)
      if (!row) return answerGone(new ApiError(trackErrors.trackNotFound), request, reply as FastifyReply)
      const isPage = wantsPageOrPreview(request, reply)
      reply
        .header('cache-control', 'private, no-store')
        .header('x-robots-tag', 'noindex, nofollow')
        // What the page leads to is not told the link.
        .header('referrer-policy', 'no-referrer')
      const { link, ...song } = row
      if (isPage) return sendPlayer(request, reply as FastifyReply, song, { link, slug: request.params.slug })
      return reply.type('application/json; charset=utf-8').send({ song: toDetail(song, nobody, link) })
    },
  )
}
