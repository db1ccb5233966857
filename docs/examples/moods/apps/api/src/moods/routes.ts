import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { addJob } from '@mudig/db/ledger/add'
import { findMood, insertMood, subjectOf } from '@mudig/db/moods/moods'
import { moodSubject } from '@mudig/db/moods/subject'
import { setLike } from '@mudig/db/subjects/likes'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { moodErrors } from '@mudig/shared/moods/errors'
import { readTone } from '@mudig/shared/moods/queues'
import { Mood, MoodLike, MoodLiked, MoodWritten, NewMood } from '@mudig/shared/moods/schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'

/** Of its operations, in the API's document. */
export const groups = [{ name: 'moods', description: 'Saying how one feels' }]

const tags = ['moods']
const ById = Type.Object({ id: Id })

export const routes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/mood',
    {
      config: perMinute(300, { account: 20 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'writeMood',
        summary: 'Say how I feel',
        description: 'Others see it once its words have been read; I am notified of that.',
        body: NewMood,
        response: { 201: MoodWritten },
      },
    },
    async (request, reply) => {
      const { id: user_id } = request.user
      const mood = await app.ledger.transaction(async trx => {
        const id = await insertMood(trx, user_id, request.body)
        const about = { user_id, subject: subjectOf(id), request_id: request.id }
        await addJob(trx, readTone, { v: 1, mood_id: id }, about)
        return (await findMood(trx, id, user_id))!
      })
      return reply.code(201).send({ mood })
    },
  )

  app.get(
    '/mood/:id',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getMood',
        summary: 'One mood',
        params: ById,
        response: { 200: Mood, ...errors(moodErrors.moodNotFound) },
      },
    },
    async request => {
      const mood = await findMood(app.db, request.params.id, request.user.id)
      if (!mood) throw new ApiError(moodErrors.moodNotFound)
      return mood
    },
  )

  app.put(
    '/mood/:id/like',
    {
      config: perMinute(600, { account: 60 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'likeMood',
        summary: 'Like a mood, or like it no longer',
        params: ById,
        body: MoodLike,
        response: { 200: MoodLiked, ...errors(moodErrors.moodNotFound) },
      },
    },
    async ({ params, user, body }) => {
      const like = await app.ledger.transaction(trx => setLike(trx, moodSubject, params.id, user.id, body.liked))
      return { liked: like.is_liked, like_count: like.like_count }
    },
  )
}
