import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { decideAppeal, listAppeals } from '@mudig/db/moderation/appeals'
import { claim, decide, release } from '@mudig/db/moderation/decide'
import { findCase, listLog, listQueue } from '@mudig/db/moderation/queue'
import { ApiError } from '@mudig/shared/core/errors'
import { type Decision, decisions } from '@mudig/shared/moderation/actions'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { forms } from './forms.js'
import { languageOf, sendPage } from './page.js'
import { appealsPage, casePage, logPage, queuePage } from './reports-page.js'
import { requireStaff } from './session.js'

const shownAtOnce = 30
const dayMs = 86_400_000

const home = '/admin/reports'
const ByUuid = Type.Object({ uuid: Type.String({ format: 'uuid' }) })
const Words = Type.String({ maxLength: 1_000, default: '' })
const Position = Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))
/** As Postgres keeps a count. */
const Count = Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 }))
const QueuePosition = Type.Object({ open_count: Count, microseconds: Position, id: Position })
const After = Type.Object({ after: Position })
const DecisionForm = Type.Object({
  action: Type.String({ enum: [...decisions] }),
  reason: Words,
  days: Type.Integer({ minimum: 1, maximum: 3_650, default: 7 }),
})
const AppealForm = Type.Object({ granted: Type.Boolean(), answer: Words })

/** Where moderators work: the queue, each case as it was reported, decisions, appeals and the log. Needs no script. */
export const reportPages: FastifyPluginAsyncTypebox = async app => {
  app.addHook('onRequest', requireStaff)
  await app.register(forms, { bodyLimit: 16_384 })

  /** Who acts. */
  const by = (request: FastifyRequest) => ({ staff_id: request.staff!.id, request_id: request.id })

  app.get(home, { schema: { hide: true, querystring: QueuePosition } }, async (request, reply) => {
    const { open_count, microseconds, id } = request.query
    const isFirst = open_count === undefined || microseconds === undefined || id === undefined
    const from = isFirst ? undefined : { open_count, microseconds, id }
    const { cases, next } = await listQueue(app.db, { limit: shownAtOnce, from })
    const more = next && `${home}?open_count=${next.open_count}&microseconds=${next.microseconds}&id=${next.id}`
    return sendPage(reply, queuePage(languageOf(request), cases, more))
  })

  app.get(`${home}/log`, { schema: { hide: true, querystring: After } }, async (request, reply) => {
    const { acts, next } = await listLog(app.db, { limit: shownAtOnce, before: request.query.after })
    return sendPage(
      reply,
      logPage(languageOf(request), acts, next === undefined ? undefined : `${home}/log?after=${next}`),
    )
  })

  app.get(`${home}/appeals`, { schema: { hide: true, querystring: After } }, async (request, reply) => {
    const { appeals, next } = await listAppeals(app.db, { limit: shownAtOnce, after: request.query.after })
    return sendPage(
      reply,
      appealsPage(languageOf(request), appeals, next === undefined ? undefined : `${home}/appeals?after=${next}`),
    )
  })

  app.post(
    `${home}/appeals/:uuid`,
    { schema: { hide: true, params: ByUuid, body: AppealForm } },
    async (request, reply) => {
      const { granted: isGranted, answer } = request.body
      await app.ledger.transaction(trx => decideAppeal(trx, request.params.uuid, { isGranted, answer }, by(request)))
      return reply.redirect(`${home}/appeals`, 303)
    },
  )

  const sendCase = async (request: FastifyRequest, reply: FastifyReply, uuid: string, isRefused = false) => {
    const found = await findCase(app.db, uuid)
    if (!found) throw new ApiError(moderationErrors.caseNotFound)
    return sendPage(reply.code(isRefused ? 409 : 200), casePage(languageOf(request), found, { isRefused }))
  }

  app.get(`${home}/:uuid`, { schema: { hide: true, params: ByUuid } }, (request, reply) =>
    sendCase(request, reply, request.params.uuid),
  )

  app.post(`${home}/:uuid`, { schema: { hide: true, params: ByUuid, body: DecisionForm } }, async (request, reply) => {
    const { uuid } = request.params
    const { reason, days } = request.body
    const action = request.body.action as Decision
    const until = action === 'suspend' ? new Date(Date.now() + days * dayMs) : undefined
    try {
      const ended = await app.ledger.transaction(trx => decide(trx, uuid, { action, reason, until }, by(request)))
      app.revocations.add(...ended)
    } catch (error) {
      const isRefused = error instanceof ApiError && error.declaration === moderationErrors.notPossible
      if (isRefused) return sendCase(request, reply, uuid, true)
      throw error
    }
    return reply.redirect(`${home}/${uuid}`, 303)
  })

  for (const [path, act] of [
    ['claim', claim],
    ['release', release],
  ] as const)
    app.post(`${home}/:uuid/${path}`, { schema: { hide: true, params: ByUuid } }, async (request, reply) => {
      const { uuid } = request.params
      await app.ledger.transaction(trx => act(trx, uuid, by(request)))
      return reply.redirect(`${home}/${uuid}`, 303)
    })
}
