import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listSongs, randomVideos } from '@mudig/db/music/lists'
import { parseIds } from '@mudig/shared/core/ids'
import { RandomVideos, SongList, SongsQuery, VideosSeen } from '@mudig/shared/music/schemas'

const tags = ['music']

/** Of its operations, in the API's document. */
export const groups = [{ name: 'music', description: 'Songs and their videos' }]

export const routes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/playlist/music',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listSongs',
        summary: 'Songs to choose from',
        querystring: SongsQuery,
        response: { 200: SongList },
      },
    },
    async ({ user, query: { limit, ids, cursor } }) => {
      const { songs, next } = await listSongs(app.db, user.id, {
        limit,
        ids: ids === undefined ? undefined : parseIds(ids),
        from: cursor === undefined ? undefined : parseCursor(cursor),
      })
      return { music: songs, next_cursor: next ? `${next.own ? 'own' : 'all'}.${next.id}` : null }
    },
  )

  app.post(
    '/playlist/random-mv',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'pickRandomVideos',
        summary: 'Random videos',
        description: 'Each song with a video is as likely as any other.',
        body: VideosSeen,
        response: { 200: RandomVideos },
      },
    },
    async ({ body }) => randomVideos(app.db, parseIds(body.already_musiclist)),
  )
}

/** The schema has seen to its form. */
const parseCursor = (cursor: string) => {
  const [part, id] = cursor.split('.')
  return { own: part === 'own', id: Number(id) }
}
