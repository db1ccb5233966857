import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findFilm, readMainPage } from '@mudig/db/films/films'
import { ApiError } from '@mudig/shared/core/errors'
import { filmErrors } from '@mudig/shared/films/errors'
import { Film, FilmById, FilmsOfMainPage } from '@mudig/shared/films/schemas'
import { viewerId } from '../http/auth.js'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { posterAt, toCard, toFilm, toWanted } from './answers.js'

const tags = ['movies']
/** Of one network, in which many may read. */
const open = { ...perMinute(600), screen: {} } as const
/** Ids begin at 1. */
const nobody = 0

export const filmRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getMoviesPage',
        summary: 'What runs, what is worth seeing, what comes',
        response: { 200: FilmsOfMainPage },
      },
    },
    async request => {
      const page = await readMainPage(app.db)
      return {
        boxoffice_movies: page.box_office.map(({ title, rank, poster, film_id }) => ({
          title,
          rank,
          poster: posterAt(request, poster),
          movie_pk: film_id,
        })),
        graded_movies: page.graded.map(film => toCard(request, film)),
        liked_movies: page.wanted.map(film => toWanted(request, film)),
        coming_movies: page.coming.map(film => toWanted(request, film)),
      }
    },
  )

  app.get(
    '/:movie_pk',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getMovie',
        summary: 'A film',
        params: FilmById,
        response: { 200: Film, ...errors(filmErrors.filmNotFound) },
      },
    },
    async request => {
      const film = await findFilm(app.db, request.params.movie_pk, viewerId(request) ?? nobody)
      if (!film) throw new ApiError(filmErrors.filmNotFound)
      return toFilm(request, film)
    },
  )
}
