import { ApiError } from '@mudig/shared/core/errors'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import { reportErrors } from '@mudig/shared/subjects/report-errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { holdSubjectOf } from './comments.js'
import type { SubjectKind } from './subjects.js'
import { type Held, holdVisible } from './visible.js'

/** What is reported: a subject, or a comment under one. */
export type ReportTarget = { subject_id: number } | { comment_id: number }

export interface NewReport {
  target: ReportTarget
  /** Code of a reason. */
  reason: string
  note?: string | undefined
}

export interface Report {
  id: number
  /** False where the same person had said the same before. */
  is_new: boolean
  subject_id: number
  comment_id: number | null
  /** How many people have said so since somebody last decided on it. */
  open_count: number
}

/**
 * Reports what somebody sees and has not made themselves. The subject is held, so that of several reports at once each
 * gets a count of its own, by which thresholds go.
 * @throws ApiError the kind's `notFound` or commentNotFound, ownContent, tokenInvalid
 */
export const report = async (
  trx: Trx,
  kind: SubjectKind,
  reporter: number,
  { target, reason, note = '' }: NewReport,
): Promise<Report> => {
  const { subject, comment } = await holdTarget(trx, kind, reporter, target)
  if ((comment ? comment.writer : subject.owner) === reporter) throw new ApiError(reportErrors.ownContent)
  const [subject_id, comment_id] = [subject.id, comment?.id ?? null]
  const inserted = await trx
    .insertInto('reports')
    .values({ reporter, subject_id, comment_id, reason, note })
    .onConflict(conflict => conflict.constraint('reports_once_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  const { id, open_count } = await trx
    .selectFrom('reports as r')
    .select([
      'r.id',
      sql<number>`(select count(*)::integer from reports o where o.subject_id = r.subject_id
        and o.comment_id is not distinct from r.comment_id and o.reason = r.reason and o.state = 'open')`.as(
        'open_count',
      ),
    ])
    .where('r.reporter', '=', reporter)
    .where('r.subject_id', '=', subject_id)
    .where('r.comment_id', 'is not distinct from', comment_id)
    .where('r.reason', '=', reason)
    .executeTakeFirstOrThrow()
  return { id, is_new: inserted !== undefined, subject_id, comment_id, open_count }
}

const holdTarget = async (
  trx: Trx,
  kind: SubjectKind,
  reporter: number,
  target: ReportTarget,
): Promise<{ subject: Held; comment?: { id: number; writer: number } }> => {
  if ('subject_id' in target) {
    const subject = await holdVisible(trx, kind, target.subject_id, reporter)
    if (!subject) throw new ApiError(kind.notFound)
    return { subject }
  }
  const subject = await holdSubjectOf(trx, kind, reporter, target.comment_id)
  // Under the lock: it may have been deleted while that was waited for.
  const comment = await trx
    .selectFrom('subject_comments')
    .select(['id', 'writer'])
    .where('id', '=', target.comment_id)
    .where('is_active', '=', true)
    .executeTakeFirst()
  if (!comment) throw new ApiError(commentErrors.commentNotFound)
  return { subject, comment }
}

export interface ReportedTarget {
  subject_id: number
  comment_id: number | null
  reason: string
  reports: number
  /** Of the oldest report: the order of the list, and its cursor. */
  first_id: number
  first_at: Date
}

/** What was reported and nobody has decided on, by what was reported first. */
export const listReported = async (
  db: Db,
  { limit, after = 0 }: { limit: number; after?: number | undefined },
): Promise<ReportedTarget[]> => {
  const { rows } = await sql<ReportedTarget>`
    select r.subject_id, r.comment_id, r.reason, r.id as first_id, r.created_at as first_at, (
      select count(*)::integer from reports o where o.state = 'open' and o.subject_id = r.subject_id
        and o.comment_id is not distinct from r.comment_id and o.reason = r.reason
    ) as reports
    from reports r
    where r.state = 'open' and r.id > ${after} and not exists (
      select from reports o where o.state = 'open' and o.subject_id = r.subject_id
        and o.comment_id is not distinct from r.comment_id and o.reason = r.reason and o.id < r.id
    )
    order by r.id limit ${limit}`.execute(db)
  return rows
}

/** Decides on all open reports of a thing for a reason. @returns how many there were */
export const settleReports = async (
  trx: Trx,
  { subject_id, comment_id, reason }: Pick<ReportedTarget, 'subject_id' | 'comment_id' | 'reason'>,
  state: 'upheld' | 'dismissed',
): Promise<number> => {
  const settled = await trx
    .updateTable('reports')
    .set({ state, settled_at: sql`now()` })
    .where('subject_id', '=', subject_id)
    .where('comment_id', 'is not distinct from', comment_id)
    .where('reason', '=', reason)
    .where('state', '=', 'open')
    .returning('id')
    .execute()
  return settled.length
}
