import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type SearchPage, search } from '@mudig/db/search/search'
import { ApiError } from '@mudig/shared/core/errors'
import { withThumbnails } from '@mudig/shared/objects/keys'
import { searchErrors } from '@mudig/shared/search/errors'
import { MusicSearchAnswer, MusicSearchQuery, SearchAnswer, SearchQuery } from '@mudig/shared/search/schemas'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { readCursor, writeCursor } from './cursor.js'

const tags = ['search']

/** Of its operations, in the API's document. */
export const groups = [{ name: 'search', description: 'Finding playlists, people and songs' }]

export const routes: FastifyPluginAsyncTypebox = async app => {
  const find = async (viewer: number, text: string, page: SearchPage) => {
    const found = text === '' ? undefined : await search(app.db, viewer, text, page)
    if (!found) throw new ApiError(searchErrors.queryEmpty)
    return found
  }

  app.get(
    '/playlist/search',
    {
      config: perMinute(120),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'searchAll',
        summary: 'Search playlists, people and songs',
        querystring: SearchQuery,
        response: { 200: SearchAnswer, ...errors(searchErrors.queryEmpty) },
      },
    },
    async ({ user, query: { query, limit, cursor } }) => {
      const [playlists = 'start', users = 'start', music = 'start'] = readCursor(cursor, 3)
      const found = await find(user.id, query, { limit, from: { playlists, users, music } })
      const isFirst = cursor === undefined
      return {
        recent_users: isFirst ? found.recent_users : [],
        recent_playlists: isFirst
          ? found.recent_playlists.map(row => ({ playlist: withThumbnails(row), writer: row.writer_profile }))
          : [],
        users: found.users,
        playlists: found.playlists.map(withThumbnails),
        search_music: found.music.length > 0 ? [{ music_count: found.music_count, music: found.music }] : [],
        next_cursor: writeCursor([found.next.playlists, found.next.users, found.next.music]),
      }
    },
  )

  app.get(
    '/playlist/searchmusic',
    {
      config: perMinute(120),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'searchSongs',
        summary: 'Search songs',
        querystring: MusicSearchQuery,
        response: { 200: MusicSearchAnswer, ...errors(searchErrors.queryEmpty) },
      },
    },
    async ({ user, query: { query, limit, cursor } }) => {
      const [music = 'start'] = readCursor(cursor, 1)
      const found = await find(user.id, query, { limit, from: { music } })
      return { music_count: found.music_count, music: found.music, next_cursor: writeCursor([found.next.music]) }
    },
  )
}
