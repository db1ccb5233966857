import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listLive, revokeAll, revokeOwn } from '@mudig/db/accounts/sessions'
import { deviceOf } from '@mudig/shared/accounts/devices'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { Sessions } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { Message } from '../http/message.js'

const tags = ['accounts']
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const sessionRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/user/sessions',
    {
      onRequest: app.requireUser,
      schema: { tags, operationId: 'listSessions', summary: 'Where I am signed in', response: { 200: Sessions } },
    },
    async ({ user }) => {
      const sessions = await listLive(app.db, user.id)
      return {
        sessions: sessions.map(({ user_agent, ...session }) => ({
          ...session,
          device: deviceOf(user_agent),
          is_current: session.id === user.session_id,
        })),
      }
    },
  )

  app.delete(
    '/user/sessions/:id',
    {
      config: { admitsSuspended: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'endSession',
        summary: 'End one of my sessions',
        params: ById,
        response: { 200: Message, ...errors(accountErrors.sessionNotFound) },
      },
    },
    async ({ user, params }) => {
      const id = params.id.toLowerCase()
      if (!(await revokeOwn(app.db, user.id, id))) throw new ApiError(accountErrors.sessionNotFound)
      app.revocations.add(id)
      return { message: '해당 기기에서 로그아웃 되었습니다.' }
    },
  )

  app.delete(
    '/user/sessions',
    {
      config: { admitsSuspended: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'endSessions',
        summary: 'End all my sessions',
        description: 'This one too.',
        response: { 200: Message },
      },
    },
    async ({ user }) => {
      const ended = await app.db.transaction().execute(trx => revokeAll(trx, user.id, 'logout'))
      app.revocations.add(...ended)
      return { message: '모든 기기에서 로그아웃 되었습니다.' }
    },
  )
}
