import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { log } from './log.js'
import { isStaff } from './staff.js'
import { suspend } from './suspensions.js'

/** So many things of somebody's that were removed by rule since their last suspension suspend them. */
const toSuspend = 5

/**
 * Suspends somebody for some days where enough of theirs was removed by rule, and has not come back. Under the lock of
 * their account, so that of several removals at once one does it.
 */
export const admonish = async (
  trx: Trx,
  person: number,
  days: number,
  request_id?: string | undefined,
): Promise<void> => {
  const user = await trx
    .selectFrom('users')
    .select(['suspended_at', 'suspended_until'])
    .where('id', '=', person)
    .forUpdate()
    .executeTakeFirst()
  const isBanned = user?.suspended_at && !user.suspended_until
  if (!user || isBanned || (await countRemoved(trx, person)) < toSuspend || (await isStaff(trx, person))) return
  const until = new Date(Math.max(Date.now() + days * 86_400_000, user.suspended_until?.getTime() ?? 0))
  // Of the account itself: what staff lift there, and what `lift` finds to hold.
  const { id: case_id } = await trx
    .insertInto('report_cases')
    .values({ target_type: 'user', target_id: person, author: person, measure: 'suspend' })
    .onConflict(conflict => conflict.constraint('report_cases_target_key').doUpdateSet({ measure: 'suspend' }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await suspend(trx, person, until, request_id)
  await log(trx, { case_id, person, staff_id: null, action: 'suspend', until, request_id })
}

const countRemoved = async (trx: Trx, person: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(distinct l.case_id)::int as count from moderation_log l join report_cases c on c.id = l.case_id
    where l.person = ${person} and l.staff_id is null and l.action in ('hide', 'remove') and c.measure in ('hide', 'remove')
      and l.id > coalesce((select max(s.id) from moderation_log s where s.person = ${person} and s.action in ('suspend', 'ban')), 0)`.execute(
    trx,
  )
  return rows[0]!.count
}
