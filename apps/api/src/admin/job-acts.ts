import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { running } from '@mudig/db/core/budgets'
import { listJobActs } from '@mudig/db/ledger/acts'
import { findJob, listJobs } from '@mudig/db/ledger/history'
import { adminErrors } from '@mudig/shared/admin/errors'
import { ApiError } from '@mudig/shared/core/errors'
import { Id } from '@mudig/shared/core/ids'
import { Type } from 'typebox'
import { actorOf } from './actor.js'
import { cancelJob } from './cancel-job.js'
import { forms } from './forms.js'
import { actsPage, budgetsPage } from './job-acts-page.js'
import { ReplayFilter, requireChoice, requirePossible, toFilter } from './job-filter.js'
import { languageOf, sendPage } from './page.js'
import { replayJobs } from './replay-jobs.js'
import { requireStaff } from './session.js'

const home = '/admin/jobs'
const shownAtOnce = 50
const replayedAtOnce = 1_000

/** One job, or with `replay-all` those that a filter finds. */
const Act = Type.Object(
  { ...ReplayFilter.properties, action: Type.Enum(['replay', 'cancel', 'replay-all']), id: Type.Optional(Id) },
  { additionalProperties: false },
)
const Acts = Type.Object({
  after: Type.Optional(Id),
  changed: Type.Optional(
    Type.Integer({ minimum: 0, maximum: replayedAtOnce, description: 'What the last press did.' }),
  ),
})

/** What the buttons of the jobs' pages do, and what was done so far. */
export const jobActs: FastifyPluginAsyncTypebox = async app => {
  app.addHook('onRequest', requireStaff)
  await app.register(forms, { bodyLimit: 4_096 })

  app.post(`${home}/act`, { schema: { hide: true, body: Act } }, async (request, reply) => {
    const { action, id, ...filter } = request.body
    const by = actorOf(request)
    if (action === 'replay-all') {
      requireChoice(filter)
      await requirePossible(app.db, filter)
      const found = toFilter({ ...filter, state: filter.state ?? 'failed' })
      const rows = await listJobs(app.db, found, { limit: replayedAtOnce })
      const replayed = await replayJobs(
        app,
        rows.map(row => row.id),
        by,
      )
      request.log.info({ staff_id: by.staff_id, jobs: replayed.length }, 'jobs were replayed')
      return reply.redirect(`${home}/acts?changed=${replayed.length}`, 303)
    }
    const row = id === undefined ? undefined : await findJob(app.db, id)
    if (!row) throw new ApiError(adminErrors.jobNotFound)
    const isDone =
      action === 'replay'
        ? (await replayJobs(app, [row.id], by)).length > 0
        : await app.ledger.transaction(trx => cancelJob(trx, row, by))
    if (!isDone) throw new ApiError(action === 'replay' ? adminErrors.notReplayable : adminErrors.notActive)
    request.log.info({ staff_id: by.staff_id, job: row.id, action }, 'a job was acted on')
    return reply.redirect(`${home}/${row.id}`, 303)
  })

  app.get(`${home}/acts`, { schema: { hide: true, querystring: Acts } }, async (request, reply) => {
    const rows = await listJobActs(app.db, { limit: shownAtOnce + 1, before: request.query.after })
    const acts = rows.slice(0, shownAtOnce)
    const more = rows.length > acts.length ? `${home}/acts?after=${acts.at(-1)!.id}` : undefined
    return sendPage(reply, actsPage(languageOf(request), { acts, more, changed: request.query.changed }))
  })

  app.get(`${home}/budgets`, { schema: { hide: true } }, async (request, reply) =>
    sendPage(reply, budgetsPage(languageOf(request), await running(app.db))),
  )
}
