import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { block, listBlocks, unblock } from '@mudig/db/moderation/blocks'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { BlockList, ByPerson, PeoplePage } from '@mudig/shared/moderation/schemas'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { peoplePage } from './people-page.js'
import { personOf } from './person.js'

const tags = ['moderation']
const social = true
const changing = { ...perMinute(300, { account: 60 }), social } as const
const Done = Type.Null({ description: 'Done.' })

export const blockRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/blocks',
    {
      config: { social },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listBlocks',
        summary: 'Whom I have blocked',
        querystring: PeoplePage,
        response: { 200: BlockList },
      },
    },
    async request => {
      const { blocks, next_cursor } = await listBlocks(app.db, request.user.id, request.query)
      return { blocks: blocks.map(({ user: _, ...person }) => person), ...peoplePage(request, blocks, next_cursor) }
    },
  )

  app.put(
    '/blocks/:person',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'blockUser',
        summary: 'Block somebody',
        description:
          'From then on neither finds the other anywhere, and each is told that there is no such user. Follows between the two end and do not come back; their conversation does, with the end of the block.',
        params: ByPerson,
        response: { 204: Done, ...errors(moderationErrors.blockOneself, profileErrors.userNotFound) },
      },
    },
    async ({ user, params }, reply) => {
      const person = await personOf(app.db, params.person)
      await app.ledger.transaction(trx => block(trx, user.id, person))
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/blocks/:person',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'unblockUser',
        summary: 'Block somebody no longer',
        params: ByPerson,
        response: { 204: Done, ...errors(profileErrors.userNotFound) },
      },
    },
    async ({ user, params }, reply) => {
      await unblock(app.db, user.id, await personOf(app.db, params.person))
      return reply.code(204).send(null)
    },
  )
}
