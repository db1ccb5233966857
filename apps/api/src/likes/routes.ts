import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import * as jobs from '@mudig/db/jobs'
import { toggleLike } from '@mudig/db/likes'
import { Liked, LikeRequest } from '@mudig/shared/likes/schemas'
import { notify } from '@mudig/shared/notifications/queues'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'

export const likeRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/playlist/like',
    {
      config: perMinute(600, { account: 60 }),
      onRequest: app.requireUser,
      schema: {
        tags: ['likes'],
        summary: 'Like a playlist, or like it no longer',
        body: LikeRequest,
        response: {
          200: { ...Liked, description: 'Liked no longer.' },
          201: { ...Liked, description: 'Liked.' },
          ...errors(playlistErrors.playlistNotFound),
        },
      },
    },
    async (request, reply) => {
      const { playlist_id } = request.body
      const { id: user_id } = request.user
      const { like_playlist, like_count } = await app.ledger.transaction(async trx => {
        const like = await toggleLike(trx, playlist_id, user_id)
        const about = { user_id, subject: `playlist/${playlist_id}`, request_id: request.id }
        if (like.writer !== user_id) await jobs.add(trx, notify, { v: 1, act: 'like', user_id, playlist_id }, about)
        return like
      })
      return like_playlist
        ? reply.code(201).send({ message: '좋아요 성공했습니다.', like_playlist, like_count })
        : reply.code(200).send({ message: '좋아요가 취소되었습니다.', like_playlist, like_count })
    },
  )
}
