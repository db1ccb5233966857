import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listActsOfJob } from '@mudig/db/ledger/acts'
import { findJob, type JobRow, listAttempts, listAttemptsOfRequest, listJobs } from '@mudig/db/ledger/history'
import { adminErrors } from '@mudig/shared/admin/errors'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { Time } from '@mudig/shared/core/time'
import { type Static, Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { wantsPage } from '../http/wants-page.js'
import { actorOf } from './actor.js'
import { cancelJob } from './cancel-job.js'
import { Filter, ReplayFilter, requireChoice, requirePossible, State, type states, toFilter } from './job-filter.js'
import { jobPage } from './job-page.js'
import { jobsPage } from './jobs-page.js'
import { languageOf, sendPage } from './page.js'
import { replayJobs } from './replay-jobs.js'
import { requireStaff } from './session.js'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const jobFields = {
  id: Id,
  queue: Type.String(),
  state: State,
  subject: Nullable(Type.String()),
  user_id: Nullable(Id),
  request_id: Nullable(Type.String()),
  trace_id: Nullable(Type.String({ description: 'Of its trace (W3C Trace Context), where traces are collected.' })),
  key: Nullable(Type.String()),
  payload: Type.Unknown({ description: 'Ids and a version.' }),
  attempt: Type.Integer(),
  failures: Type.Integer(),
  failures_allowed: Type.Integer(),
  losses: Type.Integer({ description: 'How often in a row the process that ran it died.' }),
  error_code: Nullable(Type.String()),
  error_message: Nullable(Type.String()),
  created_at: Time,
  run_at: Time,
  pushed_at: Nullable(Time),
  started_at: Nullable(Time),
  lease_until: Nullable(Time),
  finished_at: Nullable(Time),
}
const Job = Type.Object(jobFields, { title: 'Job' })
const Attempt = Type.Object(
  {
    attempt: Type.Integer(),
    worker: Type.String(),
    started_at: Time,
    ended_at: Nullable(Time),
    outcome: Nullable(Type.String()),
    error_code: Nullable(Type.String()),
    error_message: Nullable(Type.String()),
  },
  { title: 'Attempt' },
)
const JobPage = Type.Object({ jobs: Type.Array(Job), next_cursor: Nullable(Id) }, { title: 'JobPage' })
const JobHistory = Type.Object({ ...jobFields, attempts: Type.Array(Attempt) }, { title: 'JobHistory' })
const Replayed = Type.Object(
  { replayed: Type.Array(Id, { description: 'Ids of the jobs that will run again.' }) },
  { title: 'Replayed' },
)
const ById = Type.Object({ id: Id })

const toJob = (row: JobRow): Static<typeof Job> => ({
  ...row,
  trace_id: traceOf(row),
  state: row.state as (typeof states)[number],
})

/** What of a `traceparent` names the whole trace. */
const traceOf = ({ traceparent }: JobRow): string | null => traceparent?.split('-')[1] ?? null

const notStaff = [httpErrors.notSignedIn]
const tags = ['operators']
const security = [{ staff: [] }]

/** The ledger: JSON for scripts of staff, and pages for who opens the same address in a browser. */
export const ledgerRoutes: FastifyPluginAsyncTypebox = async app => {
  app.addHook('onRequest', requireStaff)
  // A form sends the fields, too, that were left empty.
  app.addHook('preValidation', (request, _reply, done) => {
    const query = request.query as Record<string, unknown>
    for (const name of Object.keys(query)) if (query[name] === '') delete query[name]
    done()
  })

  app.get(
    '/admin/jobs',
    {
      schema: {
        tags,
        security,
        operationId: 'listJobs',
        summary: 'Find jobs, newest first',
        querystring: Filter,
        response: { 200: JobPage, ...errors(...notStaff) },
      },
    },
    async (request, reply) => {
      const { query } = request
      await requirePossible(app.db, query)
      const rows = await listJobs(app.db, toFilter(query), { limit: query.limit + 1, before: query.cursor })
      const page = rows.slice(0, query.limit)
      const next_cursor = rows.length > page.length ? page.at(-1)!.id : null
      if (wantsPage(request, reply))
        return sendPage(reply, jobsPage(languageOf(request), { query, jobs: page, next: next_cursor }))
      return { jobs: page.map(toJob), next_cursor }
    },
  )

  app.get(
    '/admin/jobs/:id',
    {
      schema: {
        tags,
        security,
        operationId: 'getJob',
        summary: 'One job and every attempt at it',
        params: ById,
        response: { 200: JobHistory, ...errors(...notStaff, adminErrors.jobNotFound) },
      },
    },
    async (request, reply) => {
      const row = await findJob(app.db, request.params.id)
      if (!row) throw new ApiError(adminErrors.jobNotFound)
      const attempts = await listAttempts(app.db, row.id)
      if (!wantsPage(request, reply)) return { ...toJob(row), attempts }
      const [acts, whole] = await Promise.all([
        listActsOfJob(app.db, row.id),
        row.request_id === null ? [] : listAttemptsOfRequest(app.db, row.request_id),
      ])
      return sendPage(reply, jobPage(languageOf(request), { job: row, trace_id: traceOf(row), attempts, acts, whole }))
    },
  )

  app.post(
    '/admin/jobs/:id/replay',
    {
      schema: {
        tags,
        security,
        operationId: 'replayJob',
        summary: 'Run a dead or cancelled job again',
        params: ById,
        response: {
          200: Replayed,
          ...errors(...notStaff, adminErrors.crossSite, adminErrors.jobNotFound, adminErrors.notReplayable),
        },
      },
    },
    async request => {
      const { id } = request.params
      if (!(await findJob(app.db, id))) throw new ApiError(adminErrors.jobNotFound)
      const replayed = await replayJobs(app, [id], actorOf(request))
      if (replayed.length === 0) throw new ApiError(adminErrors.notReplayable)
      request.log.info({ staff_id: request.staff?.id, job: id }, 'a job was replayed')
      return { replayed }
    },
  )

  app.post(
    '/admin/jobs/replay',
    {
      schema: {
        tags,
        security,
        operationId: 'replayJobs',
        summary: 'Run many dead or cancelled jobs again',
        description:
          'The newest ones that match, at most `limit`. It needs at least one filter, or `"all": true`. Repeat it until nothing is left.',
        body: ReplayFilter,
        response: { 200: Replayed, ...errors(...notStaff, adminErrors.crossSite) },
      },
    },
    async request => {
      requireChoice(request.body)
      await requirePossible(app.db, request.body)
      const rows = await listJobs(app.db, toFilter({ ...request.body, state: request.body.state ?? 'failed' }), {
        limit: request.body.limit,
      })
      const replayed = await replayJobs(
        app,
        rows.map(row => row.id),
        actorOf(request),
      )
      request.log.info({ staff_id: request.staff?.id, jobs: replayed.length }, 'jobs were replayed')
      return { replayed }
    },
  )

  app.post(
    '/admin/jobs/:id/cancel',
    {
      schema: {
        tags,
        security,
        operationId: 'cancelJob',
        summary: 'Cancel an active job',
        description: 'A step of an unfinished dig takes the whole dig with it.',
        params: ById,
        response: {
          200: Job,
          ...errors(...notStaff, adminErrors.crossSite, adminErrors.jobNotFound, adminErrors.notActive),
        },
      },
    },
    async request => {
      const row = await findJob(app.db, request.params.id)
      if (!row) throw new ApiError(adminErrors.jobNotFound)
      const cancelled = await app.ledger.transaction(trx => cancelJob(trx, row, actorOf(request)))
      if (!cancelled) throw new ApiError(adminErrors.notActive)
      request.log.info({ staff_id: request.staff?.id, job: row.id }, 'a job was cancelled')
      return toJob((await findJob(app.db, row.id))!)
    },
  )
}
