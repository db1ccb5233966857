import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findWithSongs } from '@mudig/db/playlists/sharing'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { PlaylistExport } from '@mudig/shared/playlists/share-schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { attachment, toCsv, toExport, toM3u } from './export.js'

const Format = Type.Unsafe<'json' | 'm3u' | 'csv'>({ type: 'string', enum: ['json', 'm3u', 'csv'], default: 'json' })

export const playlistExportRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/playlist/detail/:id/export',
    {
      config: perMinute(120, { account: 60 }),
      onRequest: app.requireUser,
      schema: {
        tags: ['playlists'],
        operationId: 'exportPlaylist',
        summary: 'Take a playlist elsewhere',
        description:
          'One’s own, or one that one may see, as a file: JSON, extended M3U with the videos’ pages, or CSV (RFC 4180, UTF-8 with a byte order mark). Cells that a spreadsheet would take for a formula begin with an apostrophe. A song without a video has `null`, a comment line or an empty cell.',
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ format: Type.Optional(Format) }),
        response: {
          200: {
            description: 'The file.',
            content: {
              'application/json': { schema: PlaylistExport },
              'audio/x-mpegurl': { schema: Type.String() },
              'text/csv': { schema: Type.String() },
            },
          },
          ...errors(playlistErrors.playlistNotFound),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { format = 'json' } = request.query
      const found = await findWithSongs(app.db, id, request.user.id)
      if (!found) throw new ApiError(playlistErrors.playlistNotFound)
      const exported = toExport(found)
      reply
        .header('content-disposition', attachment(id, found.title, format))
        .header('cache-control', 'private, no-store')
      if (format === 'm3u') return reply.type('audio/x-mpegurl; charset=utf-8').send(toM3u(exported))
      if (format === 'csv') return reply.type('text/csv; charset=utf-8; header=present').send(toCsv(exported))
      return reply.type('application/json; charset=utf-8').send(exported)
    },
  )
}
