import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Db } from '@mudig/db/core/client'
import { findJob, hasQueue, type JobFilter, type JobRow, listAttempts, listJobs } from '@mudig/db/ledger/history'
import { adminErrors } from '@mudig/shared/admin/errors'
import { ApiError, type FieldFault } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { subjectKinds } from '@mudig/shared/core/job-subjects'
import { Time } from '@mudig/shared/core/time'
import { queues } from '@mudig/shared/queues.gen'
import { type Static, Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { sane } from '../http/request-id.js'
import { cancelJob } from './cancel-job.js'
import { replayJobs } from './replay-jobs.js'
import { requireStaff } from './session.js'

const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
const State = Type.Enum([...states], { title: 'JobState' })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const filterFields = {
  queue: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'One that is declared, or that a job of old has.' }),
  ),
  user_id: Type.Optional(Id),
  subject: Type.Optional(
    Type.String({ pattern: '^[a-z][a-z-]*/\\S{1,80}$', description: 'What it is about, e.g. `playlist/12`.' }),
  ),
  request_id: Type.Optional(Type.String({ pattern: sane.source })),
  error_code: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}$', description: 'Such as `mail_refused`.' })),
  older_than: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 31_536_000, description: 'Seconds since it was written.' }),
  ),
  younger_than: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 31_536_000, description: 'More than `older_than`.' }),
  ),
}
/** A misspelt filter must not be no filter. */
const exact = { additionalProperties: false }
const Filter = Type.Object(
  {
    ...filterFields,
    state: Type.Optional(State),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Id),
  },
  exact,
)
const ReplayFilter = Type.Object(
  {
    ...filterFields,
    state: Type.Optional(Type.Enum(['failed', 'cancelled'], { description: '`failed` unless told.' })),
    all: Type.Optional(Type.Literal(true, { description: 'Instead of a filter: every job that failed.' })),
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
  },
  exact,
)

const jobFields = {
  id: Id,
  queue: Type.String(),
  state: State,
  subject: Nullable(Type.String()),
  user_id: Nullable(Id),
  request_id: Nullable(Type.String()),
  key: Nullable(Type.String()),
  payload: Type.Unknown({ description: 'Ids and a version.' }),
  attempt: Type.Integer(),
  failures: Type.Integer(),
  failures_allowed: Type.Integer(),
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
  state: row.state as (typeof states)[number],
})

type Given = Static<typeof ReplayFilter> | Static<typeof Filter>

/** @throws ApiError where no job can fit, so that an empty list always means that there are none */
const requirePossible = async (db: Db, { queue, subject, older_than = 0, younger_than }: Given): Promise<void> => {
  const faults: FieldFault[] = []
  const names: string[] = Object.values(queues).map(({ name }) => name)
  if (queue !== undefined && !names.includes(queue) && !(await hasQueue(db, queue))) {
    const list = names.join(', ')
    faults.push({
      field: 'queue',
      rule: 'enum',
      ko: `없는 큐입니다. 있는 것: ${list}`,
      en: `is no queue. There are: ${list}.`,
    })
  }
  const kind = subject?.split('/')[0]
  if (kind !== undefined && !(subjectKinds as readonly string[]).includes(kind)) {
    const list = subjectKinds.join(', ')
    faults.push({
      field: 'subject',
      rule: 'enum',
      ko: `없는 종류입니다. 있는 것: ${list}`,
      en: `is of no kind that jobs are about: ${list}.`,
    })
  }
  if (younger_than !== undefined && younger_than <= older_than) {
    const en = `must be more than older_than (${older_than}): no job is younger and older.`
    faults.push({
      field: 'younger_than',
      rule: 'exclusiveMinimum',
      ko: `older_than(${older_than})보다 커야 합니다.`,
      en,
    })
  }
  if (faults.length > 0) throw new ApiError(httpErrors.invalidInput, { faults })
}

/**
 * What leaves none of the dead jobs out is no filter: every job is older than 0 seconds, and `failed` is what is meant
 * anyway. `cancelled` alone is one: it names what is never replayed unless it is named.
 *
 * @throws ApiError unless it says which jobs, or that it means all of them, and not both
 */
const requireChoice = ({ all, limit: _, state, older_than, ...filters }: Static<typeof ReplayFilter>): void => {
  const isFiltered =
    state === 'cancelled' || (older_than ?? 0) > 0 || Object.values(filters).some(value => value !== undefined)
  if (isFiltered !== (all === true)) return
  const fault = isFiltered
    ? { field: 'all', rule: 'not', ko: '다른 조건과 함께 쓸 수 없습니다.', en: 'cannot stand beside a filter.' }
    : {
        field: 'body',
        rule: 'minProperties',
        ko: '조건이나 "all": true가 필요합니다.',
        en: 'needs a filter, or "all": true.',
      }
  throw new ApiError(httpErrors.invalidInput, { faults: [fault] })
}

const toFilter = ({ state, older_than, younger_than, ...rest }: Given): JobFilter => ({
  queue: rest.queue,
  user_id: rest.user_id,
  subject: rest.subject,
  request_id: rest.request_id,
  error_code: rest.error_code,
  states: state && [state],
  olderThan: older_than,
  youngerThan: younger_than,
})

const notStaff = [httpErrors.notSignedIn]
const tags = ['operators']
const security = [{ staff: [] }]

/** The ledger as JSON, for staff and their scripts. */
export const ledgerRoutes: FastifyPluginAsyncTypebox = async app => {
  app.addHook('onRequest', requireStaff)

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
    async ({ query }) => {
      await requirePossible(app.db, query)
      const rows = await listJobs(app.db, toFilter(query), { limit: query.limit + 1, before: query.cursor })
      const page = rows.slice(0, query.limit)
      return { jobs: page.map(toJob), next_cursor: rows.length > page.length ? page.at(-1)!.id : null }
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
    async ({ params }) => {
      const row = await findJob(app.db, params.id)
      if (!row) throw new ApiError(adminErrors.jobNotFound)
      const attempts = await listAttempts(app.db, row.id)
      return {
        ...toJob(row),
        attempts,
      }
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
      const replayed = await replayJobs(app, [id])
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
      const cancelled = await app.ledger.transaction(trx => cancelJob(trx, row))
      if (!cancelled) throw new ApiError(adminErrors.notActive)
      request.log.info({ staff_id: request.staff?.id, job: row.id }, 'a job was cancelled')
      return toJob((await findJob(app.db, row.id))!)
    },
  )
}
