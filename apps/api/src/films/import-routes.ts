import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { importRatings } from '@mudig/db/films/import-ratings'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { filmErrors } from '@mudig/shared/films/errors'
import { readRatings } from '@mudig/shared/films/ratings-csv'
import { ImportedRatings, mostImportBytes, RatingsCsv } from '@mudig/shared/films/schemas'
import { isZip, readZipEntry } from '@mudig/shared/films/zip-entry'
import { Type } from 'typebox'
import { readUtf8 } from '../http/body-encoding.js'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { readForm, Upload, UploadField } from '../http/uploads.js'

const fileInZip = 'ratings.csv'

const RatingsForm = Type.Object(
  {
    csv: Type.Optional(RatingsCsv.properties.csv),
    file: Type.Optional(
      UploadField(
        'Of a form: such a CSV, or the zip that Letterboxd exports, whose ratings.csv is read. At most 1 MiB.',
      ),
    ),
  },
  { title: 'RatingsCsv' },
)

/** @throws ApiError invalidInput, bodyTooLarge, malformedBody, ratingsUnreadable */
const csvOf = async ({ csv, file }: { csv?: string; file?: Upload }): Promise<string> => {
  if (!(file instanceof Upload)) {
    if (csv !== undefined) return csv
    const missing = { field: 'csv', rule: 'required', ko: 'CSV가 필요합니다.', en: 'is required.' }
    throw new ApiError(httpErrors.invalidInput, { faults: [missing] })
  }
  if (file.bytes.length > mostImportBytes) throw new ApiError(httpErrors.bodyTooLarge)
  const bytes = isZip(file.bytes) ? await readZipEntry(file.bytes, fileInZip, mostImportBytes) : file.bytes
  if (bytes === 'too_large') throw new ApiError(httpErrors.bodyTooLarge)
  if (!bytes) throw new ApiError(filmErrors.ratingsUnreadable)
  return readUtf8(bytes)
}

/** Ratings that somebody gave in another place. */
export const importRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/import',
    {
      config: { ...perMinute(30, { account: 6 }), screen: {} },
      bodyLimit: mostImportBytes,
      onRequest: app.requireUser,
      preValidation: readForm,
      schema: {
        tags: ['movies'],
        operationId: 'importRatings',
        summary: 'Give films the scores that one gave elsewhere',
        description:
          'A row that cannot be read, or whose film is not known, is left out and named. The same list again changes nothing. A film is known by its title, in Korean or its own, and the year, give or take one; an empty year leaves it to the title alone.',
        consumes: ['application/json', 'multipart/form-data'],
        body: RatingsForm,
        response: { 200: ImportedRatings, ...errors(filmErrors.ratingsUnreadable, filmErrors.ratingsTooMany) },
      },
    },
    async ({ body, user }) => {
      const read = readRatings(await csvOf(body))
      if (read === 'columns_missing') throw new ApiError(filmErrors.ratingsUnreadable)
      if (read === 'too_many') throw new ApiError(filmErrors.ratingsTooMany)
      const { skipped, ...done } = await importRatings(app.db, user.id, read.ratings)
      return { ...done, skipped: [...read.skipped, ...skipped].sort((a, b) => a.line - b.line) }
    },
  )
}
