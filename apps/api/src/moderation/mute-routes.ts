import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listMutes, mute, unmute } from '@mudig/db/moderation/mutes'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { ByPerson, MuteList, PeoplePage } from '@mudig/shared/moderation/schemas'
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

export const muteRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/mutes',
    {
      config: { social },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listMutes',
        summary: 'Whom I have muted',
        querystring: PeoplePage,
        response: { 200: MuteList },
      },
    },
    async request => {
      const { mutes, next_cursor } = await listMutes(app.db, request.user.id, request.query)
      return peoplePage(request, mutes, next_cursor)
    },
  )

  app.put(
    '/mutes/:person',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'muteUser',
        summary: 'Mute somebody',
        description:
          'Keeps them out of my feeds and notifications. Whoever visits them or theirs finds everything as before, and they are not told.',
        params: ByPerson,
        response: { 204: Done, ...errors(moderationErrors.muteOneself, profileErrors.userNotFound) },
      },
    },
    async ({ user, params }, reply) => {
      const person = await personOf(app.db, params.person)
      await app.ledger.transaction(trx => mute(trx, user.id, person))
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/mutes/:person',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'unmuteUser',
        summary: 'Mute somebody no longer',
        params: ByPerson,
        response: { 204: Done, ...errors(profileErrors.userNotFound) },
      },
    },
    async ({ user, params }, reply) => {
      await unmute(app.db, user.id, await personOf(app.db, params.person))
      return reply.code(204).send(null)
    },
  )
}
