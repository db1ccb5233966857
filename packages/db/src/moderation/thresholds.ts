import { admonishAuthor } from '@mudig/shared/moderation/queues'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { setState } from '../subjects/subjects.js'
import { setHidden } from './hidden.js'
import { log } from './log.js'
import { isStaff } from './staff.js'

/*
 * Reviews and comments on them are looked after by those who read them: by rule, and not only once staff look. Reports of
 * a spoiler and those for anything else are counted apart.
 */

/** So many mark it as a spoiler. */
const toMark = 7
/** After so many its author is told, after so many it is gone. */
const toCaution = 5
const toRemove = 10
/** Nothing is done by rule for so long after staff found nothing wrong. */
const quietDays = 7
/** More reports of one thing are not looked at. */
const lookedAt = 1_000

export interface ReviewRules {
  /** Reports of accounts that are younger are for staff alone: it costs nothing to open ten. */
  reporterDays: number
  /** Of a suspension, see `admonish`. */
  suspensionDays: number
}

export const defaultRules: ReviewRules = { reporterDays: 7, suspensionDays: 7 }

export interface Reported {
  /** Of the case, which is locked, as its subject is. */
  id: number
  type: 'review' | 'comment'
  target: number
  author: number
  isRemoved: boolean
  isCautioned: boolean
}

/** Does what the open reports of a review or a comment on one ask for. Each once: the subject's lock is held. */
export const actOnReports = async (
  trx: Trx,
  held: Reported,
  isSpoiler: boolean,
  rules: ReviewRules,
  request_id: string | undefined,
): Promise<void> => {
  if (held.isRemoved && !isSpoiler) return
  if ((await wasCleared(trx, held.id)) || (await isStaff(trx, held.author))) return
  if (isSpoiler) return markSpoiler(trx, held, rules, request_id)
  const count = await countBelieved(trx, held.id, false, rules)
  const about = { case_id: held.id, person: held.author, staff_id: null, request_id }
  if (count >= toCaution && !held.isCautioned) {
    await trx.updateTable('report_cases').set({ cautioned_at: sql`now()` }).where('id', '=', held.id).execute()
    await log(trx, { ...about, action: 'caution' })
  }
  if (count < toRemove) return
  // The reports stay open: staff confirm it, or bring it back.
  const isReview = held.type === 'review'
  if (isReview) await setState(trx, [held.target], 'removed')
  else await setHidden(trx, held.type, held.target, true)
  const action = isReview ? 'remove' : 'hide'
  await trx.updateTable('report_cases').set({ measure: action }).where('id', '=', held.id).execute()
  await log(trx, { ...about, action, ...(isReview && { undo: { state: 'ready' } }) })
  const admonition = { v: 1 as const, person: held.author, suspension_days: rules.suspensionDays }
  await addJob(trx, admonishAuthor, admonition, { subject: `user/${held.author}`, request_id })
}

const markSpoiler = async (
  trx: Trx,
  { id, type, target, author }: Reported,
  rules: ReviewRules,
  request_id: string | undefined,
): Promise<void> => {
  const table = type === 'review' ? 'reviews' : 'subject_comments'
  const isMarked = async () => {
    const row = await trx.selectFrom(table).select('is_spoiler').where('id', '=', target).executeTakeFirst()
    return row?.is_spoiler ?? true
  }
  const wasMarked = await isMarked()
  if (!wasMarked && (await countBelieved(trx, id, true, rules)) < toMark) return
  // Counted anew from here; what is marked already needs nobody's look.
  const { rows } = await sql<{ count: number }>`
    with settled as (
      update reports set state = 'upheld', settled_at = now()
      where case_id = ${id} and state = 'open' and reason = 'spoiler' returning id
    ), counted as (select count(*)::int as count from settled)
    update report_cases set open_count = greatest(0, open_count - counted.count) from counted
    where report_cases.id = ${id} returning counted.count`.execute(trx)
  if (wasMarked || rows.length === 0) return
  await trx.updateTable(table).set({ is_spoiler: true }).where('id', '=', target).execute()
  await log(trx, { case_id: id, person: author, staff_id: null, action: 'mark_spoiler', request_id })
}

/**
 * Takes a mark back that readers have given, not one of the writer's own: staff found nothing wrong with it.
 * The case is locked, as its subject is.
 */
export const unmarkSpoiler = async (
  trx: Trx,
  { id, target_type, target_id }: { id: number; target_type: string; target_id: number },
): Promise<void> => {
  if (target_type !== 'review' && target_type !== 'comment') return
  const marked = await trx
    .selectFrom('moderation_log')
    .select('id')
    .where('case_id', '=', id)
    .where('action', '=', 'mark_spoiler')
    .limit(1)
    .executeTakeFirst()
  if (!marked) return
  const table = target_type === 'review' ? 'reviews' : 'subject_comments'
  await trx.updateTable(table).set({ is_spoiler: false }).where('id', '=', target_id).execute()
}

/** Open reports of those who may be believed: they are there, no newcomers, and were not wrong more often than right. */
const countBelieved = async (
  trx: Trx,
  case_id: number,
  isSpoiler: boolean,
  { reporterDays }: ReviewRules,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select reporter from reports where case_id = ${case_id} and state = 'open' and (reason = 'spoiler') = ${isSpoiler}
      order by id limit ${lookedAt}
    ) r join users u on u.id = r.reporter
    where u.is_active and u.suspended_at is null and u.created_at <= now() - ${reporterDays} * interval '1 day'
      and (select count(*) filter (where e.state = 'dismissed') <= count(*) filter (where e.state = 'upheld')
        from reports e where e.reporter = r.reporter and e.reason <> 'spoiler')`.execute(trx)
  return rows[0]!.count
}

/** Whether staff found nothing wrong with it lately. */
const wasCleared = async (trx: Trx, case_id: number): Promise<boolean> => {
  const cleared = await trx
    .selectFrom('moderation_log')
    .select('id')
    .where('case_id', '=', case_id)
    .where('staff_id', 'is not', null)
    .where('action', 'in', ['dismiss', 'lift'])
    .where('created_at', '>', sql<Date>`now() - ${quietDays} * interval '1 day'`)
    .limit(1)
    .executeTakeFirst()
  return cleared !== undefined
}
