import type { TargetType } from '@mudig/shared/moderation/actions'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { setHidden } from './hidden.js'
import { log } from './log.js'
import { isStaff } from './staff.js'
import { isKind } from './targets.js'

/** So many who may be believed hide something until staff look. */
const reportersNeeded = 5
/** Whose accounts are younger is not counted: it costs nothing to open five. */
const accountDays = 7

/**
 * Hides what enough people report who may be believed: their accounts are a week old, and of their earlier reports more
 * were right than wrong, those of spoilers aside, which a rule decides on. Never what staff made. Requires that the subject and the case are locked.
 */
export const autoHide = async (
  trx: Trx,
  held: { id: number; author: number; type: TargetType; target: number },
  request_id: string | undefined,
): Promise<void> => {
  if (held.type !== 'comment' && !isKind(held.type)) return
  const { rows } = await sql<{ believed: number }>`
    select count(*)::int as believed from reports r join users u on u.id = r.reporter
    where r.case_id = ${held.id} and r.state = 'open'
      and u.created_at < now() - ${accountDays} * interval '1 day' and u.is_active and u.suspended_at is null
      and (select count(*) filter (where e.state = 'upheld') > count(*) filter (where e.state = 'dismissed')
        from reports e where e.reporter = r.reporter and e.reason <> 'spoiler')`.execute(trx)
  if (rows[0]!.believed < reportersNeeded || (await isStaff(trx, held.author))) return
  if (!(await setHidden(trx, held.type, held.target, true))) return
  await trx.updateTable('report_cases').set({ measure: 'auto_hide' }).where('id', '=', held.id).execute()
  await log(trx, { case_id: held.id, person: held.author, staff_id: null, action: 'auto_hide', request_id })
}
