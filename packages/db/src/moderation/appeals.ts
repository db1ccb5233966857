import { ApiError } from '@mudig/shared/core/errors'
import { appealable, type LoggedAction, type TargetType } from '@mudig/shared/moderation/actions'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { type By, holdCase, isOutOfSight, settle, undo } from './decide.js'
import { log } from './log.js'

/** What somebody may say to a decision about them: once, within this time. */
export const appealDays = 180

/**
 * Writes an appeal. Who has the decision's UUID is who was mailed it, so that also those may write who are not let in.
 * @returns its UUID @throws ApiError decisionNotFound, appealedAlready
 */
export const appeal = async (trx: Trx, decision: string, content: string): Promise<string> => {
  const found = await trx
    .selectFrom('moderation_log')
    .select(['id', 'person'])
    .where('uuid', '=', decision)
    .where('action', 'in', [...appealable])
    .where('person', 'is not', null)
    .where('created_at', '>', sql<Date>`now() - ${appealDays} * interval '1 day'`)
    .executeTakeFirst()
  if (!found) throw new ApiError(moderationErrors.decisionNotFound)
  const added = await trx
    .insertInto('appeals')
    .values({ decision_id: found.id, person: found.person!, content })
    .onConflict(conflict => conflict.constraint('appeals_once_key').doNothing())
    .returning('uuid')
    .executeTakeFirst()
  if (!added) throw new ApiError(moderationErrors.appealedAlready)
  return added.uuid
}

export interface Appeal {
  id: number
  uuid: string
  content: string
  created_at: Date
  action: LoggedAction
  reason: string
  decided_at: Date
  case_uuid: string | null
  target_type: TargetType | null
  person: { id: number; name: string; handle: string | null }
}

/** Appeals that nobody has decided on, the oldest first. Exported for the test of its plan. */
export const selectAppeals = (db: Db, { limit, after = 0 }: { limit: number; after?: number | undefined }) =>
  db
    .selectFrom('appeals as a')
    .innerJoin('moderation_log as l', 'l.id', 'a.decision_id')
    .innerJoin('users as u', 'u.id', 'a.person')
    .leftJoin('report_cases as c', 'c.id', 'l.case_id')
    .select([
      'a.id',
      'a.uuid',
      'a.content',
      'a.created_at',
      sql<LoggedAction>`l.action`.as('action'),
      'l.reason',
      'l.created_at as decided_at',
      'c.uuid as case_uuid',
      sql<TargetType | null>`c.target_type`.as('target_type'),
      sql<Appeal['person']>`json_build_object('id', u.id, 'name', u.name, 'handle', u.handle)`.as('person'),
    ])
    .where('a.state', '=', 'open')
    .where('a.id', '>', after)
    .orderBy('a.id')
    .limit(limit + 1)

export const listAppeals = async (db: Db, page: { limit: number; after?: number | undefined }) => {
  const rows = await selectAppeals(db, page).execute()
  const appeals = rows.slice(0, page.limit)
  return { appeals, next: rows.length > appeals.length ? appeals.at(-1)!.id : undefined }
}

/**
 * Decides on an appeal. A granted one takes back what its decision did, where that is what holds.
 * @throws ApiError appealNotFound
 */
export const decideAppeal = async (
  trx: Trx,
  uuid: string,
  { isGranted, answer }: { isGranted: boolean; answer: string },
  by: By,
): Promise<void> => {
  const found = await trx
    .selectFrom('appeals as a')
    .innerJoin('moderation_log as l', 'l.id', 'a.decision_id')
    .leftJoin('report_cases as c', 'c.id', 'l.case_id')
    .select(['a.id', 'a.person', 'a.decision_id', 'l.action', 'l.case_id', 'c.uuid as case_uuid'])
    .where('a.uuid', '=', uuid)
    .where('a.state', '=', 'open')
    .executeTakeFirst()
  if (!found) throw new ApiError(moderationErrors.appealNotFound)
  const held = found.case_uuid === null ? undefined : await holdCase(trx, found.case_uuid)
  const decided = await trx
    .updateTable('appeals')
    .set({ state: isGranted ? 'granted' : 'refused', answer, decided_at: sql`now()` })
    .where('id', '=', found.id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  if (!decided) throw new ApiError(moderationErrors.appealNotFound)
  const about = { case_id: found.case_id, person: found.person, staff_id: by.staff_id, request_id: by.request_id }
  await log(trx, { ...about, action: isGranted ? 'grant_appeal' : 'refuse_appeal', reason: answer })
  if (!isGranted || !held || held.measure !== found.action) return
  if ((await newestOf(trx, held.id, found.action)) !== found.decision_id) return
  await undo(trx, held)
  if (isOutOfSight(held.measure)) await settle(trx, held.id, 'dismissed')
  await log(trx, { ...about, action: 'lift', reason: answer })
}

/** The decision that a measure of a case is from. */
const newestOf = async (trx: Trx, case_id: number, action: string): Promise<number | undefined> => {
  const newest = await trx
    .selectFrom('moderation_log')
    .select('id')
    .where('case_id', '=', case_id)
    .where('action', '=', action)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.id
}
