import type { StaffMember } from '../accounts/staff.js'
import type { Db } from '../core/client.js'

/**
 * Who of the staff somebody is who signed in as a user: addresses are proved before they open an account, so the same
 * address is the same person. Undefined for everybody else.
 */
export const findStaffOfUser = (db: Db, user: number): Promise<StaffMember | undefined> =>
  db
    .selectFrom('users as u')
    .innerJoin('staff as s', 's.email', 'u.email')
    .select(['s.id', 's.email', 's.name'])
    .where('u.id', '=', user)
    .where('u.is_active', '=', true)
    .where('u.suspended_at', 'is', null)
    .where('s.disabled_at', 'is', null)
    .executeTakeFirst()

/** Whether an account is one of staff's. */
export const isStaff = async (db: Db, user: number): Promise<boolean> => (await findStaffOfUser(db, user)) !== undefined
