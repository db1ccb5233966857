import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { claim, decide, release } from '@mudig/db/moderation/decide'
import { listQueue, type QueuePosition, statistics } from '@mudig/db/moderation/queue'
import { listOwnReports, report } from '@mudig/db/moderation/reports'
import { findStaffOfUser } from '@mudig/db/moderation/staff'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { Decision, Reason } from '@mudig/shared/moderation/actions'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import {
  ByUuid,
  NewReport,
  Report,
  ReportCase,
  ReportStatistics,
  ReportsPage,
  Verdict,
} from '@mudig/shared/moderation/schemas'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { requireStaffUser } from '../http/require-staff.js'
import { WholePage, wholePage } from '../http/whole-pages.js'
import { targetOf } from './target.js'

const tags = ['moderation']
const social = true
const changing = { ...perMinute(300, { account: 60 }), social } as const
const Done = Type.Null({ description: 'Done.' })
const statisticsDays = 30

const positionOf = (cursor: string | undefined): QueuePosition | undefined => {
  const [open_count, microseconds, id] = cursor?.split('.').map(Number) ?? []
  return open_count === undefined || microseconds === undefined || id === undefined
    ? undefined
    : { open_count, microseconds, id }
}

export const reportRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/reports',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'reportSomething',
        summary: 'Report somebody, or something',
        description:
          'What it looks like at this moment is kept, of a chat what was said around it. Of one thing I have one open report: a repeat is answered with that.',
        body: NewReport,
        response: {
          201: Report,
          ...errors(
            moderationErrors.ownContent,
            moderationErrors.targetNotFound,
            moderationErrors.reportedTooOften,
            profileErrors.userNotFound,
          ),
        },
      },
    },
    async ({ user, body, id }, reply) => {
      const target = await targetOf(app.db, body)
      const { reason = 'other', description = '' } = body
      const written = await app.ledger.transaction(trx =>
        report(trx, user.id, { target, reason: reason as Reason, description }, id, app.config.reviewRules),
      )
      return reply.code(201).send(written)
    },
  )

  app.get(
    '/reports',
    {
      config: { social },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listReports',
        summary: 'What I reported; for staff, what is to be decided on',
        description:
          'Staff get the queue by what was reported: what most people reported first, of those the oldest. Who reported it is told to nobody.',
        querystring: ReportsPage,
        response: { 200: WholePage(Type.Union([ReportCase, Report]), 'ReportList') },
      },
    },
    async request => {
      const { limit, cursor, mine = false } = request.query
      const isQueue = !mine && (await findStaffOfUser(app.db, request.user.id)) !== undefined
      if (!isQueue) {
        const before = cursor === undefined ? undefined : Number(cursor.split('.')[0])
        const { reports, next } = await listOwnReports(app.db, request.user.id, { limit, cursor: before })
        return wholePage(request, reports, next === undefined ? undefined : String(next))
      }
      const { cases, next } = await listQueue(app.db, { limit, from: positionOf(cursor) })
      return wholePage(request, cases, next && `${next.open_count}.${next.microseconds}.${next.id}`)
    },
  )

  app.get(
    '/reports/statistics',
    {
      config: { social },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getReportStatistics',
        summary: 'How moderation stands, and what was done in 30 days',
        response: { 200: ReportStatistics, ...errors(httpErrors.forbidden) },
      },
    },
    async request => {
      await requireStaffUser(request)
      return statistics(app.db, statisticsDays)
    },
  )

  app.patch(
    '/reports/:uuid',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'decideReport',
        summary: 'Decide on what was reported',
        description:
          'Decides on all open reports of it at once. Whose it is gets a mail with what was decided and why, and may appeal. `lift` takes back what holds.',
        params: ByUuid,
        body: Verdict,
        response: {
          200: ReportStatistics,
          ...errors(
            httpErrors.forbidden,
            moderationErrors.caseNotFound,
            moderationErrors.notPossible,
            moderationErrors.commentNotRemovable,
          ),
        },
      },
    },
    async request => {
      const { id: staff_id } = await requireStaffUser(request)
      const { action = request.body.resolved ? 'dismiss' : undefined, reason = '', until } = request.body
      if (action === undefined) throw new ApiError(moderationErrors.notPossible)
      const verdict = {
        action: action as Decision,
        reason,
        ...(until !== undefined && { until: new Date(until) }),
      }
      const ended = await app.ledger.transaction(trx =>
        decide(trx, request.params.uuid, verdict, { staff_id, request_id: request.id }),
      )
      app.revocations.add(...ended)
      return statistics(app.db, statisticsDays)
    },
  )

  app.put(
    '/reports/:uuid/claim',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'claimReport',
        summary: 'Say that I look at it, for half an hour',
        params: ByUuid,
        response: { 204: Done, ...errors(httpErrors.forbidden, moderationErrors.caseNotFound) },
      },
    },
    async (request, reply) => {
      const { id: staff_id } = await requireStaffUser(request)
      await app.ledger.transaction(trx => claim(trx, request.params.uuid, { staff_id }))
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/reports/:uuid/claim',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'releaseReport',
        summary: 'Look at it no longer',
        params: ByUuid,
        response: { 204: Done, ...errors(httpErrors.forbidden, moderationErrors.caseNotFound) },
      },
    },
    async (request, reply) => {
      const { id: staff_id } = await requireStaffUser(request)
      await app.ledger.transaction(trx => release(trx, request.params.uuid, { staff_id }))
      return reply.code(204).send(null)
    },
  )
}
