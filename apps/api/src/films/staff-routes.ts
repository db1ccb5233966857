import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listUnmatched, matchByHand } from '@mudig/db/films/unmatched'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { filmErrors } from '@mudig/shared/films/errors'
import { FilmById, Matched, MatchedByHand, UnmatchedFilm, UnmatchedFilms } from '@mudig/shared/films/schemas'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { requireStaffUser } from '../http/require-staff.js'
import { WholePage, wholePage } from '../http/whole-pages.js'

const tags = ['movies']

/** What staff do with films that only the box office knows. */
export const staffRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/staff/unmatched',
    {
      config: { screen: {} },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listUnmatchedFilms',
        summary: 'For staff: films that the box office names and the catalogue does not know',
        description: 'The newest first.',
        querystring: UnmatchedFilms,
        response: { 200: WholePage(UnmatchedFilm, 'UnmatchedFilmList'), ...errors(httpErrors.forbidden) },
      },
    },
    async request => {
      await requireStaffUser(request)
      const { page_size: limit, cursor } = request.query
      const before = cursor === undefined ? undefined : Number(cursor)
      const { films, next } = await listUnmatched(app.db, { limit, before })
      return wholePage(request, films, next === undefined ? undefined : String(next))
    },
  )

  app.post(
    '/staff/unmatched/:movie_pk/match',
    {
      config: { ...perMinute(300, { account: 120 }), screen: {} },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'matchFilmByHand',
        summary: 'For staff: say which film of the catalogue it is',
        description:
          'By its DOCID. Where both are here already they become one, and `movie_pk` is the one that stays. With `is_asked` the catalogue is asked for it; a film that it does not know stays in the list.',
        params: FilmById,
        body: MatchedByHand,
        response: {
          200: Matched,
          ...errors(httpErrors.forbidden, filmErrors.filmNotFound, filmErrors.filmMatched, filmErrors.filmsBothUsed),
        },
      },
    },
    async request => {
      await requireStaffUser(request)
      const { film, is_asked } = await app.ledger.transaction(trx =>
        matchByHand(trx, request.params.movie_pk, request.body.docid, request.id),
      )
      return { movie_pk: film, is_asked }
    },
  )
}
