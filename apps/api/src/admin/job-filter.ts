import type { Db } from '@mudig/db/core/client'
import { hasQueue, type JobFilter } from '@mudig/db/ledger/history'
import { ApiError, type FieldFault } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { Id } from '@mudig/shared/core/ids'
import { subjectKinds } from '@mudig/shared/core/job-subjects'
import { queues } from '@mudig/shared/queues.gen'
import { type Static, Type } from 'typebox'
import { sane } from '../http/request-id.js'

export const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export const State = Type.Enum([...states], { title: 'JobState' })

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
export const Filter = Type.Object(
  {
    ...filterFields,
    state: Type.Optional(State),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Id),
  },
  exact,
)
export const ReplayFilter = Type.Object(
  {
    ...filterFields,
    state: Type.Optional(Type.Enum(['failed', 'cancelled'], { description: '`failed` unless told.' })),
    all: Type.Optional(Type.Literal(true, { description: 'Instead of a filter: every job that failed.' })),
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
  },
  exact,
)

type Given = Static<typeof ReplayFilter> | Static<typeof Filter>

/** @throws ApiError where no job can fit, so that an empty list always means that there are none */
export const requirePossible = async (
  db: Db,
  { queue, subject, older_than = 0, younger_than }: Given,
): Promise<void> => {
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
export const requireChoice = ({ all, limit: _, state, older_than, ...filters }: Static<typeof ReplayFilter>): void => {
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

export const toFilter = ({ state, older_than, younger_than, ...rest }: Given): JobFilter => ({
  queue: rest.queue,
  user_id: rest.user_id,
  subject: rest.subject,
  request_id: rest.request_id,
  error_code: rest.error_code,
  states: state && [state],
  olderThan: older_than,
  youngerThan: younger_than,
})
