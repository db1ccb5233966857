import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { importRatings } from '@mudig/db/films/import-ratings'
import { ApiError } from '@mudig/shared/core/errors'
import { filmErrors } from '@mudig/shared/films/errors'
import { readRatings } from '@mudig/shared/films/ratings-csv'
import { ImportedRatings, mostImportBytes, RatingsCsv } from '@mudig/shared/films/schemas'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'

/** Ratings that somebody gave in another place. */
export const importRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/import',
    {
      config: { ...perMinute(30, { account: 6 }), screen: {} },
      bodyLimit: mostImportBytes,
      onRequest: app.requireUser,
      schema: {
        tags: ['movies'],
        operationId: 'importRatings',
        summary: 'Give films the scores that one gave elsewhere',
        description:
          'A row that cannot be read, or whose film is not known, is left out and named. The same list again changes nothing. A film is known by its title, in Korean or its own, and the year, give or take one; an empty year leaves it to the title alone.',
        body: RatingsCsv,
        response: { 200: ImportedRatings, ...errors(filmErrors.ratingsUnreadable, filmErrors.ratingsTooMany) },
      },
    },
    async ({ body, user }) => {
      const read = readRatings(body.csv)
      if (read === 'columns_missing') throw new ApiError(filmErrors.ratingsUnreadable)
      if (read === 'too_many') throw new ApiError(filmErrors.ratingsTooMany)
      const { skipped, ...done } = await importRatings(app.db, user.id, read.ratings)
      return { ...done, skipped: [...read.skipped, ...skipped].sort((a, b) => a.line - b.line) }
    },
  )
}
