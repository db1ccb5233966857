import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { block, listBlocks, unblock } from '@mudig/db/messages/blocks'
import { messageErrors } from '@mudig/shared/messages/errors'
import { BlockList, BlocksPage, ByUser } from '@mudig/shared/messages/schemas'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'

const tags = ['messages']
const changing = perMinute(300, { account: 60 })
const Done = Type.Null({ description: 'Done.' })

export const blockRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/blocks',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listBlocks',
        summary: 'Whom I have blocked',
        querystring: BlocksPage,
        response: { 200: BlockList },
      },
    },
    ({ user, query }) => listBlocks(app.db, user.id, query),
  )

  app.put(
    '/blocks/:user_id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'blockUser',
        summary: 'Block somebody',
        description:
          'From then on neither can write to the other, who is told that there is no such user. What was written before stays.',
        params: ByUser,
        response: { 204: Done, ...errors(messageErrors.blockOneself, profileErrors.userNotFound) },
      },
    },
    async ({ user, params }, reply) => {
      await app.ledger.transaction(trx => block(trx, user.id, params.user_id))
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/blocks/:user_id',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'unblockUser',
        summary: 'Block somebody no longer',
        params: ByUser,
        response: { 204: Done },
      },
    },
    async ({ user, params }, reply) => {
      await unblock(app.db, user.id, params.user_id)
      return reply.code(204).send(null)
    },
  )
}
