import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { EventRequest } from '@mudig/shared/playlists/home-schemas'
import { createDig } from './create.js'
import { DigHeaders, digAnswers } from './dig-contract.js'
import { drawGenre } from './event.js'
import { replyWhenDone } from './reply-when-done.js'

/** Of any decade. */
const year = '상관없음'

export const eventRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/playlist/event',
    {
      onRequest: app.requireUser,
      schema: {
        tags: ['playlists'],
        operationId: 'digEventPlaylist',
        summary: 'Dig a playlist for an event',
        description:
          "Like `/playlist/create`, with a genre drawn from one's own and any decade. Where the bound is reached before the playlist is ready it answers 200 as well, with the playlist as it stands, unless `Prefer` asks for 202.",
        headers: DigHeaders,
        body: EventRequest,
        response: digAnswers,
      },
    },
    async (request, reply) => {
      const { situations } = request.body
      const jobId = await createDig(request, {
        route: '/playlist/event',
        asked: [situations],
        wanted: { situations, year, genre: await drawGenre(request) },
        key: request.headers['idempotency-key'],
      })
      return replyWhenDone(request, reply, jobId, 200)
    },
  )
}
