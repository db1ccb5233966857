import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { addJob } from '@mudig/db/ledger/add'
import { setLike } from '@mudig/db/subjects/likes'
import { setRepost } from '@mudig/db/tracks/reposts'
import { jobSubjectOf, trackSubject } from '@mudig/db/tracks/subject'
import { Id } from '@mudig/shared/core/ids'
import { notify } from '@mudig/shared/notifications/queues'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { LikeWish, RepostWish, SongLiked, SongReposted } from '@mudig/shared/tracks/act-schemas'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { idempotencyKey, onceForKey } from '../http/idempotency.js'
import { perMinute } from '../http/rate-limits.js'

const tags = ['tracks']
const ById = Type.Object({ id: Id })
const clicking = perMinute(600, { account: 60 })
const Headers = Type.Object({
  'idempotency-key': idempotencyKey('Repeats within 24 hours get the same answer and change nothing.'),
})

/** What people do with a track in one click. */
export const actRoutes: FastifyPluginAsyncTypebox = async app => {
  const about = ({ user, id: request_id }: FastifyRequest, track: number) => ({
    user_id: user.id,
    subject: jobSubjectOf(track),
    request_id,
  })

  const like = async (request: FastifyRequest, track: number, key: string | undefined, wanted?: boolean) => {
    const { id: user_id } = request.user
    const keyed = { route: '/song/like', asked: [track, wanted ?? null], key }
    const { answer } = await onceForKey(request, keyed, async trx => {
      const { is_liked, like_count, has_changed, owner } = await setLike(trx, trackSubject, track, user_id, wanted)
      if (has_changed && owner !== user_id)
        await addJob(trx, notify, { v: 1, act: 'like', user_id, playlist_id: track }, about(request, track))
      return { answer: { is_liked, like_count } }
    })
    return answer
  }

  const repost = async (request: FastifyRequest, track: number, key: string | undefined, wanted?: boolean) => {
    const { id: user_id } = request.user
    const keyed = { route: '/song/repost', asked: [track, wanted ?? null], key }
    const { answer } = await onceForKey(request, keyed, async trx => {
      const { is_reposted, repost_count, has_changed, owner } = await setRepost(trx, track, user_id, wanted)
      if (has_changed && owner !== user_id)
        await addJob(trx, notify, { v: 1, act: 'repost', user_id, track_id: track }, about(request, track))
      return { answer: { is_reposted, repost_count } }
    })
    return answer
  }

  const said = { liked: '좋아요 성공했습니다.', unliked: '좋아요가 취소되었습니다.' }
  const reposted = { on: '곡을 다시 올렸습니다.', off: '다시 올리기가 취소되었습니다.' }

  app.post(
    '/song/:id/like',
    {
      config: clicking,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'likeSong',
        summary: 'Like a track, or like it no longer',
        description:
          'Turns the like around, so that a click that is sent twice undoes itself: `liked` says what is wanted, and a repeat with the same `Idempotency-Key` within 24 hours gets the first answer.',
        params: ById,
        querystring: LikeWish,
        headers: Headers,
        response: {
          200: { ...SongLiked, description: 'Liked no longer.' },
          201: { ...SongLiked, description: 'Liked.' },
          ...errors(trackErrors.trackNotFound, playlistErrors.idempotencyKeyReused),
        },
      },
    },
    async (request, reply) => {
      const answer = await like(request, request.params.id, request.headers['idempotency-key'], request.query.liked)
      return answer.is_liked
        ? reply.code(201).send({ message: said.liked, ...answer })
        : reply.code(200).send({ message: said.unliked, ...answer })
    },
  )

  app.delete(
    '/song/:id/like',
    {
      config: clicking,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'unlikeSong',
        summary: 'Like a track no longer',
        params: ById,
        response: { 200: SongLiked, ...errors(trackErrors.trackNotFound) },
      },
    },
    async request => ({ message: said.unliked, ...(await like(request, request.params.id, undefined, false)) }),
  )

  app.post(
    '/song/:id/repost',
    {
      config: clicking,
      onRequest: app.requireUser,
      schema: {
        tags: ['tracks'],
        operationId: 'repostSong',
        summary: 'Repost a track, or take that back',
        description: 'As with likes, each request turns it around, unless `reposted` says what is wanted.',
        params: ById,
        querystring: RepostWish,
        headers: Headers,
        response: {
          200: { ...SongReposted, description: 'Reposted no longer.' },
          201: { ...SongReposted, description: 'Reposted.' },
          ...errors(trackErrors.trackNotFound, playlistErrors.idempotencyKeyReused),
        },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key']
      const answer = await repost(request, request.params.id, key, request.query.reposted)
      return answer.is_reposted
        ? reply.code(201).send({ message: reposted.on, ...answer })
        : reply.code(200).send({ message: reposted.off, ...answer })
    },
  )

  app.delete(
    '/song/:id/repost',
    {
      config: clicking,
      onRequest: app.requireUser,
      schema: {
        tags: ['tracks'],
        operationId: 'unrepostSong',
        summary: 'Take a repost back',
        params: ById,
        response: { 200: SongReposted, ...errors(trackErrors.trackNotFound) },
      },
    },
    async request => ({ message: reposted.off, ...(await repost(request, request.params.id, undefined, false)) }),
  )
}
