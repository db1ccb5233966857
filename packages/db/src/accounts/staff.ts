import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

/** A day's work; then they sign in again. */
const sessionSeconds = 12 * 3_600

export interface StaffMember {
  id: number
  email: string
  name: string
}

/**
 * Adds somebody, or gives somebody who is there a new name and password and lets them in again, ending what was signed
 * in.
 */
export const upsertStaff = (
  db: Db,
  member: { email: string; name: string; password_hash: string },
): Promise<{ id: number; added: boolean }> =>
  db.transaction().execute(async trx => {
    const row = await trx
      .insertInto('staff')
      .values(member)
      .onConflict(conflict =>
        conflict
          .column('email')
          .doUpdateSet({ name: member.name, password_hash: member.password_hash, disabled_at: null }),
      )
      .returning(['id', sql<boolean>`xmax = 0`.as('added')])
      .executeTakeFirstOrThrow()
    await endStaffSessions(trx, row.id)
    return row
  })

/** Newest first. */
export const listStaff = (db: Db) =>
  db
    .selectFrom('staff')
    .select(['id', 'email', 'name', 'created_at', 'disabled_at'])
    .orderBy('id', 'desc')
    .limit(1_000)
    .execute()

/** @returns false when there is nobody with this address */
export const disableStaff = (db: Db, email: string): Promise<boolean> =>
  db.transaction().execute(async trx => {
    const row = await trx
      .updateTable('staff')
      .set({ disabled_at: sql`coalesce(disabled_at, now())` })
      .where('email', '=', email)
      .returning('id')
      .executeTakeFirst()
    if (row) await endStaffSessions(trx, row.id)
    return row !== undefined
  })

const endStaffSessions = (trx: Trx, id: number) => trx.deleteFrom('staff_sessions').where('staff_id', '=', id).execute()

export const findStaffForLogin = (db: Db, email: string) =>
  db
    .selectFrom('staff')
    .select(['id', 'password_hash'])
    .where('email', '=', email)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()

/** @param hash of the cookie's token */
export const openStaffSession = async (db: Db, staffId: number, hash: Buffer): Promise<void> => {
  await db
    .insertInto('staff_sessions')
    .values({ hash, staff_id: staffId, expires_at: sql`now() + ${sessionSeconds} * interval '1 second'` })
    .execute()
}

/** Who is behind a cookie; asked for each request, so that disabling somebody works at once. */
export const findStaffSession = (db: Db, hash: Buffer): Promise<StaffMember | undefined> =>
  db
    .selectFrom('staff_sessions')
    .innerJoin('staff', 'staff.id', 'staff_sessions.staff_id')
    .select(['staff.id', 'staff.email', 'staff.name'])
    .where('hash', '=', hash)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()

export const closeStaffSession = async (db: Db, hash: Buffer): Promise<void> => {
  await db.deleteFrom('staff_sessions').where('hash', '=', hash).execute()
}
