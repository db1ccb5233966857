import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type SearchPlace, searchFilmPeople, searchFilms, searchMembers } from '@mudig/db/search/search'
import { ApiError } from '@mudig/shared/core/errors'
import { FilmSearch, Found } from '@mudig/shared/films/schemas'
import { searchErrors } from '@mudig/shared/search/errors'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { viewerId } from '../http/auth.js'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { posterAt, toCard } from './answers.js'

const tags = ['movies']

const placeOf = (cursor: string | undefined): SearchPlace | 'start' => {
  const [tier, likeness, id] = cursor?.split('.').map(Number) ?? []
  return id === undefined ? 'start' : { tier: tier as SearchPlace['tier'], likeness: likeness!, id }
}

/** Films, their people and ours. */
export const searchRoutes: FastifyPluginAsyncTypebox = async app => {
  const find = async (request: FastifyRequest, query: Static<typeof FilmSearch>) => {
    const { search_type, search_keyword: words, limit, cursor } = query
    const page = { limit, from: placeOf(cursor) }
    if (search_type === 'movies') {
      const found = await searchFilms(app.db, words, page)
      return (
        found && { list: found.films.map(film => ({ ...toCard(request, film), genre: film.genres })), next: found.next }
      )
    }
    if (search_type === 'member') {
      const found = await searchMembers(app.db, viewerId(request) ?? 0, words, page)
      return found && { list: found.members.map(({ id, name }) => ({ id, nickname: name })), next: found.next }
    }
    const found = await searchFilmPeople(app.db, words, page)
    const list = found?.people.map(({ name, role, films }) => ({
      name,
      role,
      filmographys: films.map(({ id, title, poster }) => ({ id, title, poster: posterAt(request, poster) })),
    }))
    return list && { list, next: found!.next }
  }

  app.get(
    '/search',
    {
      config: { ...perMinute(300), screen: {} },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'searchMovies',
        summary: 'Films by title, or people by name',
        description: 'An array, best first. Where more follow, the header `x-next-cursor` leads to them.',
        querystring: FilmSearch,
        response: { 200: Found, ...errors(searchErrors.queryEmpty) },
      },
    },
    async (request, reply) => {
      const found = request.query.search_keyword === '' ? undefined : await find(request, request.query)
      if (!found) throw new ApiError(searchErrors.queryEmpty)
      const { next } = found
      if (next) reply.header('x-next-cursor', `${next.tier}.${next.likeness}.${next.id}`)
      return found.list
    },
  )
}
