import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { countAttempt } from '@mudig/db/core/attempts'
import { topics } from '@mudig/db/core/topics'
import { askVoice, findVoice, forgetVoice, type Voice } from '@mudig/db/reviews/voices'
import { ApiError } from '@mudig/shared/core/errors'
import { reviewErrors } from '@mudig/shared/reviews/errors'
import { ByReview, NewVoice, VoiceAsked, VoiceGiven } from '@mudig/shared/reviews/schemas'
import type { Style } from '@mudig/shared/reviews/voices'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { readPreference } from '../http/prefer.js'
import { perMinute } from '../http/rate-limits.js'
import { lookUntil } from '../realtime/look-until.js'

const tags = ['reviews']
const screen = {}
/** Each is a paid call. */
const perHour = 20
const base = '/api/v1/reviews/transform-review'

const isFinal = ({ rewritten, error_code }: Voice) => rewritten !== null || error_code !== null

/** The words of one that has ended. @throws ApiError voiceRefused, voiceFailed */
const given = ({ rewritten, error_code }: Voice) => {
  if (rewritten === null)
    throw new ApiError(error_code === 'refused' ? reviewErrors.voiceRefused : reviewErrors.voiceFailed)
  return { transformedContent: rewritten }
}

/** Reviews in another voice, before they are posted. */
export const voiceRoutes: FastifyPluginAsyncTypebox = async app => {
  const late = (reply: FastifyReply, { id }: Voice) =>
    reply
      .code(202)
      .header('location', `${base}/${id}`)
      .send({ message: '리뷰를 바꾸고 있습니다.', job: { id, status: 'queued' as const } })

  const waitFor = async (request: FastifyRequest, reply: FastifyReply, id: number, waitSeconds: number) => {
    const look = async (): Promise<Voice> =>
      (await findVoice(app.db, id, request.user.id)) ?? { id, rewritten: null, error_code: 'forgotten' }
    return lookUntil(request, reply, {
      topic: topics.voice(id),
      first: { id, rewritten: null, error_code: null },
      look,
      isFinal,
      waitSeconds,
    })
  }

  for (const [url, operationId] of [
    [base, 'transformReview'],
    ['/api/v1/transform-review', 'transformReviewAtRoot'],
  ] as const)
    app.post(
      url,
      {
        config: { ...perMinute(120, { account: 20 }), screen },
        onRequest: app.requireUser,
        schema: {
          tags,
          operationId,
          summary: 'Put a review into another voice',
          description:
            'Waits for the answer as long as a dig does; `Prefer` asks for 202 before that. The words are data, whatever they say, and are forgotten once the answer is delivered.',
          headers: Type.Object({ prefer: Type.Optional(Type.String({ maxLength: 1_000 })) }),
          body: NewVoice,
          response: {
            200: VoiceGiven,
            202: VoiceAsked,
            ...errors(reviewErrors.tooManyVoices, reviewErrors.voiceRefused, reviewErrors.voiceFailed),
          },
        },
      },
      async (request, reply) => {
        const { user, body, id: request_id } = request
        const { tries, secondsLeft } = await countAttempt(app.db, 'review.voice', `${user.id}`, 3_600)
        if (tries > perHour) throw new ApiError(reviewErrors.tooManyVoices, { retryAfterSeconds: secondsLeft })
        const { waitSeconds, applied } = readPreference(request.headers.prefer, app.config.digWaitSeconds)
        if (applied) reply.header('preference-applied', applied)
        const wanted = { content: body.content, style: body.style as Style, watched: waitSeconds > 0 }
        const id = await app.ledger.transaction(trx => askVoice(trx, { id: user.id, request_id }, wanted))
        const voice = await waitFor(request, reply, id, waitSeconds)
        if (!isFinal(voice)) return late(reply, voice)
        await forgetVoice(app.db, id)
        return reply.send(given(voice))
      },
    )

  app.get(
    `${base}/:id`,
    {
      config: { ...perMinute(300), screen },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getTransformedReview',
        summary: 'A review in another voice that was not there in time',
        description: 'By the id of its job, for ten minutes.',
        params: ByReview,
        response: {
          200: VoiceGiven,
          202: VoiceAsked,
          ...errors(reviewErrors.voiceNotFound, reviewErrors.voiceRefused, reviewErrors.voiceFailed),
        },
      },
    },
    async (request, reply) => {
      const voice = await findVoice(app.db, request.params.id, request.user.id)
      if (!voice) throw new ApiError(reviewErrors.voiceNotFound)
      return isFinal(voice) ? reply.send(given(voice)) : late(reply, voice)
    },
  )
}
