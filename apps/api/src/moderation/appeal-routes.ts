import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { appeal, decideAppeal, listAppeals } from '@mudig/db/moderation/appeals'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { Appeal, AppealVerdict, AppealWritten, ByUuid, NewAppeal, PeoplePage } from '@mudig/shared/moderation/schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { requireStaffUser } from '../http/require-staff.js'
import { WholePage, wholePage } from '../http/whole-pages.js'

const tags = ['moderation']
const social = true
const Done = Type.Null({ description: 'Done.' })

export const appealRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/appeals',
    {
      config: { ...perMinute(20), social, admitsSuspended: true },
      schema: {
        tags,
        operationId: 'writeAppeal',
        summary: 'Say why a decision should be another one, once',
        description:
          'By the number of the decision, which only whom it concerns was mailed: so also those may appeal who are not let in.',
        body: NewAppeal,
        response: {
          201: AppealWritten,
          ...errors(moderationErrors.decisionNotFound, moderationErrors.appealedAlready),
        },
      },
    },
    async ({ body }, reply) => {
      const uuid = await app.ledger.transaction(trx => appeal(trx, body.decision, body.content))
      return reply.code(201).send({ uuid })
    },
  )

  app.get(
    '/appeals',
    {
      config: { social },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listAppeals',
        summary: 'For staff: appeals that nobody has decided on, the oldest first',
        querystring: PeoplePage,
        response: { 200: WholePage(Appeal, 'AppealList'), ...errors(httpErrors.forbidden) },
      },
    },
    async request => {
      await requireStaffUser(request)
      const { limit, cursor: after } = request.query
      const { appeals, next } = await listAppeals(app.db, { limit, after })
      return wholePage(request, appeals, next === undefined ? undefined : String(next))
    },
  )

  app.patch(
    '/appeals/:uuid',
    {
      config: { ...perMinute(300, { account: 60 }), social },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'decideAppeal',
        summary: 'For staff: grant an appeal, which takes the decision back, or refuse it',
        params: ByUuid,
        body: AppealVerdict,
        response: { 204: Done, ...errors(httpErrors.forbidden, moderationErrors.appealNotFound) },
      },
    },
    async (request, reply) => {
      const { id: staff_id } = await requireStaffUser(request)
      const { granted: isGranted, answer = '' } = request.body
      await app.ledger.transaction(trx =>
        decideAppeal(trx, request.params.uuid, { isGranted, answer }, { staff_id, request_id: request.id }),
      )
      return reply.code(204).send(null)
    },
  )
}
