import { ApiError } from '@mudig/shared/core/errors'
import type { Decision, Measure, TargetType } from '@mudig/shared/moderation/actions'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { type SubjectState, setState } from '../subjects/subjects.js'
import { holdSubject } from '../subjects/visible.js'
import { setHidden } from './hidden.js'
import { log } from './log.js'
import { isStaff } from './staff.js'
import { lift, suspend } from './suspensions.js'
import { isKind } from './targets.js'
import { unmarkSpoiler } from './thresholds.js'

export interface Verdict {
  action: Decision
  reason: string
  /** Of a suspension. */
  until?: Date | undefined
}

export interface By {
  staff_id: number
  request_id?: string | undefined
}

interface Case {
  id: number
  target_type: TargetType
  target_id: number
  author: number
  measure: Measure | null
}

/** Keeps a case as it is until the transaction ends: what it is about first, then its author, as an erasure does. */
export const holdCase = async (trx: Trx, uuid: string): Promise<Case> => {
  const found = await trx
    .selectFrom('report_cases')
    .select(['id', 'target_type', 'target_id', 'author'])
    .where('uuid', '=', uuid)
    .executeTakeFirst()
  if (!found) throw new ApiError(moderationErrors.caseNotFound)
  const subject = await subjectOf(trx, found as Case)
  if (subject !== undefined) await holdSubject(trx, subject)
  await trx.selectFrom('users').select('id').where('id', '=', found.author).forUpdate().execute()
  const { measure } = await trx
    .selectFrom('report_cases')
    .select('measure')
    .where('id', '=', found.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { ...found, measure } as Case
}

const subjectOf = async (trx: Trx, { target_type, target_id }: Case): Promise<number | undefined> => {
  if (isKind(target_type)) return target_id
  if (target_type !== 'comment') return undefined
  const comment = await trx
    .selectFrom('subject_comments')
    .select('subject_id')
    .where('id', '=', target_id)
    .executeTakeFirst()
  return comment?.subject_id
}

/**
 * Decides on a case and on all open reports of it. What was decided before and holds is lifted first, so that one
 * measure holds at a time.
 *
 * @returns sessions that ended; tell `app.revocations` too
 * @throws ApiError caseNotFound, notPossible, commentNotRemovable
 */
export const decide = async (trx: Trx, uuid: string, { action, reason, until }: Verdict, by: By): Promise<string[]> => {
  const held = await holdCase(trx, uuid)
  const { id, author } = held
  requirePossible(held, action, until)
  if ((action === 'suspend' || action === 'ban') && (await isStaff(trx, author)))
    throw new ApiError(moderationErrors.notPossible)
  // A warning leaves what staff decided as it is; what hid by itself is shown again.
  if (action !== 'warn' || held.measure === 'auto_hide') await undo(trx, held)
  let ended: string[] = []
  let state: object | undefined
  if (action === 'hide') await setHidden(trx, held.target_type, held.target_id, true)
  if (action === 'remove') state = await remove(trx, held)
  if (action === 'suspend') ended = await suspend(trx, author, until!, by.request_id)
  if (action === 'ban') ended = await suspend(trx, author, null, by.request_id)
  await log(trx, {
    case_id: id,
    person: author,
    staff_id: by.staff_id,
    action,
    reason,
    until: action === 'suspend' ? until! : null,
    ...(state && { undo: state }),
    request_id: by.request_id,
  })
  const isMeasure = action === 'hide' || action === 'remove' || action === 'suspend' || action === 'ban'
  await trx
    .updateTable('report_cases')
    .set({
      claimed_by: null,
      claimed_at: null,
      ...(isMeasure && { measure: action }),
    })
    .where('id', '=', id)
    .execute()
  const isInVain = action === 'dismiss' || action === 'lift'
  if (isInVain) await unmarkSpoiler(trx, held)
  if (action !== 'lift' || isOutOfSight(held.measure)) await settle(trx, id, isInVain ? 'dismissed' : 'upheld')
  return ended
}

/** What holds and leaves nothing to report: open reports are those that a rule acted on. */
export const isOutOfSight = (measure: Measure | null): boolean =>
  measure === 'auto_hide' || measure === 'hide' || measure === 'remove'

/** Decides on the open reports of a case: those that hid something by themselves would hide it again. */
export const settle = async (trx: Trx, id: number, state: 'dismissed' | 'upheld'): Promise<void> => {
  await trx
    .updateTable('reports')
    .set({ state, settled_at: sql`now()` })
    .where('case_id', '=', id)
    .where('state', '=', 'open')
    .execute()
  await trx.updateTable('report_cases').set({ open_count: 0, cautioned_at: null }).where('id', '=', id).execute()
}

const requirePossible = ({ target_type, measure }: Case, action: Decision, until: Date | undefined): void => {
  // Its writer sees a hidden one, and would be told that it is removed.
  if (action === 'remove' && target_type === 'comment') throw new ApiError(moderationErrors.commentNotRemovable)
  const isThing = target_type === 'comment' || isKind(target_type)
  const isPossible =
    (action !== 'hide' && action !== 'remove') || isThing
      ? (action === 'suspend') === (until !== undefined) && (action !== 'lift' || measure !== null)
      : false
  if (!isPossible || (until && until.getTime() <= Date.now())) throw new ApiError(moderationErrors.notPossible)
}

/** Takes it away from its maker too. What is left of it is for `undo` alone. */
const remove = async (trx: Trx, { target_id }: Case): Promise<object | undefined> => {
  const subject = await trx.selectFrom('subjects').select('state').where('id', '=', target_id).executeTakeFirst()
  if (!subject || subject.state === 'removed') return undefined
  await setState(trx, [target_id], 'removed')
  return { state: subject.state }
}

/** Takes back what holds of a case that is locked. */
export const undo = async (trx: Trx, { id, target_type, target_id, author, measure }: Case): Promise<void> => {
  if (measure === null) return
  await trx.updateTable('report_cases').set({ measure: null }).where('id', '=', id).execute()
  if (measure === 'suspend' || measure === 'ban') await lift(trx, author)
  if (measure === 'hide' || measure === 'auto_hide') await setHidden(trx, target_type, target_id, false)
  if (measure !== 'remove') return
  // Of a comment, one from before comments could no longer be removed.
  if (target_type === 'comment') return void (await setHidden(trx, target_type, target_id, false))
  const removal = await trx
    .selectFrom('moderation_log')
    .select('undo')
    .where('case_id', '=', id)
    .where('action', '=', 'remove')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const before = (removal?.undo as { state?: SubjectState } | null)?.state
  if (before) await setState(trx, [target_id], before)
}

/** For half an hour. Whoever takes over a case that somebody holds says so by doing it. */
export const claim = async (trx: Trx, uuid: string, by: By): Promise<void> => {
  const { id, author } = await holdCase(trx, uuid)
  await trx
    .updateTable('report_cases')
    .set({ claimed_by: by.staff_id, claimed_at: sql`now()` })
    .where('id', '=', id)
    .execute()
  await log(trx, { case_id: id, person: author, staff_id: by.staff_id, action: 'claim' })
}

/** Gives a case back. */
export const release = async (trx: Trx, uuid: string, by: By): Promise<void> => {
  const { id, author } = await holdCase(trx, uuid)
  await trx.updateTable('report_cases').set({ claimed_by: null, claimed_at: null }).where('id', '=', id).execute()
  await log(trx, { case_id: id, person: author, staff_id: by.staff_id, action: 'release' })
}
