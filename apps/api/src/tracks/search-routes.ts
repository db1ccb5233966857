import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type SearchPlace, searchTracks } from '@mudig/db/search/search'
import { ApiError } from '@mudig/shared/core/errors'
import { searchErrors } from '@mudig/shared/search/errors'
import { SongMatches, SongSearch } from '@mudig/shared/tracks/list-schemas'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { songAnswers } from './answers.js'
import { viewerOf } from './links.js'

/** The schema has seen to the form. */
const placeOf = (cursor: string): SearchPlace => {
  const [tier = 0, likeness = 0, id = 0] = cursor.split('.').map(Number)
  return { tier: tier as SearchPlace['tier'], likeness, id }
}

export const searchRoutes: FastifyPluginAsyncTypebox = async app => {
  const { toSong } = songAnswers(app)

  app.get(
    '/song/search',
    {
      config: perMinute(120),
      onRequest: app.optionalUser,
      schema: {
        tags: ['tracks'],
        operationId: 'searchTracks',
        summary: 'Search tracks by title',
        description: 'Only what everybody may see, the best match first.',
        querystring: SongSearch,
        response: { 200: SongMatches, ...errors(searchErrors.queryEmpty) },
      },
    },
    async request => {
      const { query, limit, cursor } = request.query
      const viewer = viewerOf(request)
      const from = cursor === undefined ? 'start' : placeOf(cursor)
      const found = query === '' ? undefined : await searchTracks(app.db, viewer, query, { limit, from })
      if (!found) throw new ApiError(searchErrors.queryEmpty)
      const { songs, count, next } = found
      return {
        song: songs.map(song => toSong(song, viewer)),
        song_count: count,
        next_cursor: next ? `${next.tier}.${next.likeness}.${next.id}` : null,
      }
    },
  )
}
