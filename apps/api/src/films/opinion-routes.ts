import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { rate, turnMark } from '@mudig/db/films/opinions'
import { ApiError } from '@mudig/shared/core/errors'
import { filmErrors } from '@mudig/shared/films/errors'
import { FilmById, FilmMark, FilmScore, Said } from '@mudig/shared/films/schemas'
import { scoreText, tenthsOf } from '@mudig/shared/films/score'
import type { preValidationAsyncHookHandler } from 'fastify'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'

const tags = ['movies']
const changing = { ...perMinute(600, { account: 120 }), screen: {} } as const

/** What the page says after a click, in its own language. */
const said = {
  want: { made: '이 영화가 보고싶어요.', gone: '보고싶어요를 해제합니다.' },
  not: { made: '이 영화가 관심없어요.', gone: '관심없어요를 해제합니다.' },
} as const

/**
 * Before the schema makes a number of it: an empty box comes as null, which must take nothing back, and a text is what
 * nobody means to give.
 */
const isScore: preValidationAsyncHookHandler = async ({ body }) => {
  if (typeof body !== 'object' || body === null || tenthsOf((body as { evaluate?: unknown }).evaluate) === undefined)
    throw new ApiError(filmErrors.scoreInvalid)
}

/** What somebody thinks of a film. */
export const opinionRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/:movie_pk',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'markMovie',
        summary: 'Want to see a film, or not',
        params: FilmById,
        body: FilmMark,
        response: { 200: Said, ...errors(filmErrors.filmNotFound, filmErrors.markUnclear) },
      },
    },
    async ({ params, body, user }) => {
      if ((body.like === undefined) === (body.dislike === undefined)) throw new ApiError(filmErrors.markUnclear)
      const mark = body.like === undefined ? 'not' : 'want'
      const of = { film: params.movie_pk, user: user.id }
      const stands = await app.db.transaction().execute(trx => turnMark(trx, of, mark))
      return { detail: stands ? said[mark].made : said[mark].gone }
    },
  )

  for (const [method, operationId] of [
    ['POST', 'scoreMovie'],
    ['PUT', 'changeMovieScore'],
  ] as const)
    app.route({
      method,
      url: '/:movie_pk/score',
      config: changing,
      onRequest: app.requireUser,
      preValidation: isScore,
      schema: {
        tags,
        operationId,
        summary: 'Give a film a score, or take it back',
        params: FilmById,
        body: FilmScore,
        response: { 200: Said, ...errors(filmErrors.filmNotFound, filmErrors.scoreInvalid) },
      },
      handler: async ({ params, body, user }) => {
        const tenths = tenthsOf(body.evaluate)
        if (tenths === undefined) throw new ApiError(filmErrors.scoreInvalid)
        const of = { film: params.movie_pk, user: user.id }
        await app.db.transaction().execute(trx => rate(trx, of, tenths))
        if (tenths === 0) return { detail: '이 영화의 평가를 취소합니다.' }
        return { detail: `이 영화의 점수를 ${scoreText(tenths)}로 평가합니다.` }
      },
    })
}
