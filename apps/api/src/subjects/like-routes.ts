import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { addJob } from '@mudig/db/ledger/add'
import { subjectOf } from '@mudig/db/playlists/steps'
import { playlistSubject } from '@mudig/db/playlists/subject'
import { setLike } from '@mudig/db/subjects/likes'
import { notify } from '@mudig/shared/notifications/queues'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { Liked, LikeRequest } from '@mudig/shared/subjects/like-schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { idempotencyKey, onceForKey } from '../http/idempotency.js'
import { perMinute } from '../http/rate-limits.js'

export const likeRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/playlist/like',
    {
      config: perMinute(600, { account: 60 }),
      onRequest: app.requireUser,
      schema: {
        tags: ['likes'],
        operationId: 'likePlaylist',
        summary: 'Like a playlist, or like it no longer',
        description:
          'Turns the like around, so that a click that is sent twice undoes itself: `liked` says what is wanted, and a repeat with the same `Idempotency-Key` within 24 hours gets the first answer.',
        headers: Type.Object({
          'idempotency-key': idempotencyKey('Repeats within 24 hours get the same answer and change nothing.'),
        }),
        body: LikeRequest,
        response: {
          200: { ...Liked, description: 'Liked no longer.' },
          201: { ...Liked, description: 'Liked.' },
          ...errors(playlistErrors.playlistNotFound, playlistErrors.idempotencyKeyReused),
        },
      },
    },
    async (request, reply) => {
      const { playlist_id, liked } = request.body
      const { id: user_id } = request.user
      const keyed = {
        route: '/playlist/like',
        asked: [playlist_id, liked ?? null],
        key: request.headers['idempotency-key'],
      }
      const { answer } = await onceForKey(request, keyed, async trx => {
        const like = await setLike(trx, playlistSubject, playlist_id, user_id, liked)
        const answer = { like_playlist: like.is_liked, like_count: like.like_count }
        const about = { user_id, subject: subjectOf(playlist_id), request_id: request.id }
        if (like.has_changed && like.owner !== user_id)
          await addJob(trx, notify, { v: 1, act: 'like', user_id, playlist_id }, about)
        return { answer }
      })
      const { like_playlist, like_count } = answer
      return like_playlist
        ? reply.code(201).send({ message: '좋아요 성공했습니다.', like_playlist, like_count })
        : reply.code(200).send({ message: '좋아요가 취소되었습니다.', like_playlist, like_count })
    },
  )
}
