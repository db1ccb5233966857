import { ApiError } from '@mudig/shared/core/errors'
import type { Reason, TargetType } from '@mudig/shared/moderation/actions'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { autoHide } from './auto-hide.js'
import { holdTarget, type Target } from './targets.js'
import { actOnReports, defaultRules, type ReviewRules } from './thresholds.js'

export interface NewReport {
  target: Target
  reason: Reason
  description: string
}

export const reportsADay = 20

export interface Report {
  uuid: string
  target_type: TargetType
  reason: string
  description: string
  state: 'open' | 'upheld' | 'dismissed'
  created_at: Date
}

const reportColumns = [
  'r.uuid',
  sql<TargetType>`c.target_type`.as('target_type'),
  'r.reason',
  'r.note as description',
  sql<Report['state']>`r.state`.as('state'),
  'r.created_at',
] as const

export interface Reported extends Report {
  /** False where they had reported it before, and that stands. */
  is_new: boolean
}

/**
 * Reports what somebody sees and has not made themselves; what it looks like is kept. Whoever has an open report of the
 * same thing gets that; of a review or a comment on one, a report of the same kind in any state: withdrawn or decided, it
 * does not count twice. Locks the subject, then the case.
 *
 * @throws ApiError targetNotFound, ownContent, reportedTooOften
 */
export const report = async (
  trx: Trx,
  reporter: number,
  { target, reason, description }: NewReport,
  request_id?: string,
  rules: ReviewRules = defaultRules,
): Promise<Reported> => {
  // Of one person's reports each sees those before it.
  await sql`select pg_advisory_xact_lock(hashtextextended('reports', ${reporter}))`.execute(trx)
  const { author, snapshot, shown_people, on } = await holdTarget(trx, reporter, target)
  if (author === reporter) throw new ApiError(moderationErrors.ownContent)
  const held = await trx
    .insertInto('report_cases')
    .values({ target_type: target.type, target_id: target.id, author })
    .onConflict(conflict => conflict.constraint('report_cases_target_key').doUpdateSet({ author }))
    .returning(['id', 'open_count', 'measure', 'cautioned_at'])
    .executeTakeFirstOrThrow()
  const ruled = target.type === 'review' || (target.type === 'comment' && on === 'review') ? target.type : undefined
  const isSpoiler = reason === 'spoiler'
  const earlier = await (ruled ? findOfKind(trx, held.id, reporter, isSpoiler) : findOpen(trx, held.id, reporter))
  if (earlier) return { ...earlier, is_new: false }
  if ((await countToday(trx, reporter)) >= reportsADay) throw new ApiError(moderationErrors.reportedTooOften)
  const { id } = await trx
    .insertInto('reports')
    .values({
      reporter,
      case_id: held.id,
      reason,
      note: description,
      snapshot: JSON.stringify(snapshot),
      shown_people: shown_people.filter(id => id !== author && id !== reporter),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .updateTable('report_cases')
    .set({
      open_count: sql`open_count + 1`,
      opened_at: sql`case when open_count = 0 then now() else opened_at end`,
    })
    .where('id', '=', held.id)
    .execute()
  const about = { id: held.id, author, target: target.id }
  if (ruled) {
    const state = { isRemoved: held.measure !== null, isCautioned: held.cautioned_at !== null }
    await actOnReports(trx, { ...about, type: ruled, ...state }, isSpoiler, rules, request_id)
  } else if (held.measure === null) await autoHide(trx, { ...about, type: target.type }, request_id)
  const written = await selectReports(trx).where('r.id', '=', id).executeTakeFirstOrThrow()
  return { ...written, is_new: true }
}

const selectReports = (trx: Trx) =>
  trx.selectFrom('reports as r').innerJoin('report_cases as c', 'c.id', 'r.case_id').select(reportColumns)

const findOpen = (trx: Trx, caseId: number, reporter: number): Promise<Report | undefined> =>
  selectReports(trx)
    .where('r.case_id', '=', caseId)
    .where('r.reporter', '=', reporter)
    .where('r.state', '=', 'open')
    .executeTakeFirst()

const findOfKind = (trx: Trx, caseId: number, reporter: number, isSpoiler: boolean): Promise<Report | undefined> =>
  selectReports(trx)
    .where('r.case_id', '=', caseId)
    .where('r.reporter', '=', reporter)
    .where(sql<boolean>`(r.reason = 'spoiler') = ${isSpoiler}`)
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst()

const countToday = async (trx: Trx, reporter: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from (select created_at from reports where reporter = ${reporter} order by id desc limit ${reportsADay}) latest
      where created_at > now() - interval '1 day') today`.execute(trx)
  return rows[0]!.count
}

/** Exported for the test of its plan. */
export const selectOwnReports = (
  db: Db,
  reporter: number,
  { limit, cursor }: { limit: number; cursor?: number | undefined },
) =>
  db
    .selectFrom('reports as r')
    .innerJoin('report_cases as c', 'c.id', 'r.case_id')
    .select(['r.id', ...reportColumns])
    .where('r.reporter', '=', reporter)
    .$if(cursor !== undefined, query => query.where('r.id', '<', cursor!))
    .orderBy('r.id', 'desc')
    .limit(limit + 1)

/** What somebody has reported, the newest first; who else did so is not theirs. */
export const listOwnReports = async (
  db: Db,
  reporter: number,
  page: { limit: number; cursor?: number | undefined },
): Promise<{ reports: Report[]; next: number | undefined }> => {
  const rows = await selectOwnReports(db, reporter, page).execute()
  const shown = rows.slice(0, page.limit)
  return {
    reports: shown.map(({ id: _, ...row }) => row),
    next: rows.length > shown.length ? shown.at(-1)!.id : undefined,
  }
}
