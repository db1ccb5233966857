import { accountErrors } from '@mudig/shared/accounts/errors'
import { nameKey } from '@mudig/shared/accounts/names'
import { eraseAccount } from '@mudig/shared/accounts/queues'
import { ApiError } from '@mudig/shared/core/errors'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db, Trx } from '../core/client.js'
import { addJobs } from '../ledger/add.js'
import { endActivations } from './activations.js'

/**
 * Hides an account and frees its name; the address stays reserved.
 * @param passwordHash the one that was confirmed, null for an account without one
 * @returns the address; undefined when the account or its password is another one by now
 */
export const withdraw = async (
  trx: Trx,
  id: number,
  passwordHash: string | null,
  retentionDays: number,
): Promise<{ email: string } | undefined> => {
  const left = await trx
    .updateTable('users')
    .set({
      is_active: false,
      name_key: null,
      withdrawn_at: sql`now()`,
      erase_after: sql`now() + ${retentionDays} * interval '1 day'`,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .where('is_active', '=', true)
    .where(sql<boolean>`password_hash is not distinct from ${passwordHash}`)
    .returning('email')
    .executeTakeFirst()
  // Those that were mailed until now would open it again.
  if (left) await endActivations(trx, left.email)
  return left
}

/**
 * Brings a withdrawn account back within its period, under a new name or the old one. The account's row is locked from
 * here on.
 * @returns undefined when there is none to bring back @throws ApiError nameTaken; the transaction is lost then
 */
export const reactivate = async (
  trx: Trx,
  email: string,
  newName: string | undefined,
): Promise<{ id: number } | undefined> => {
  const user = await trx
    .selectFrom('users')
    .select(['id', 'name'])
    .where('email', '=', email)
    .where('is_active', '=', false)
    .where('erase_after', '>', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst()
  if (!user) return undefined
  const name = newName ?? user.name
  try {
    return await trx
      .updateTable('users')
      .set({
        is_active: true,
        withdrawn_at: null,
        erase_after: null,
        name,
        name_key: nameKey(name),
        updated_at: sql`now()`,
      })
      .where('id', '=', user.id)
      .returning('id')
      .executeTakeFirstOrThrow()
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'users_name_key_key')
      throw new ApiError(accountErrors.nameTaken)
    throw error
  }
}

/** Unfinished digs of somebody who has left or is suspended; none of somebody who is back. */
export const findAbandonedDigs = async (db: Db, userId: number): Promise<number[]> => {
  const rows = await db
    .selectFrom('playlists as p')
    .innerJoin('users as u', 'u.id', 'p.writer')
    .select('p.id')
    .where('p.writer', '=', userId)
    .where('p.status', 'in', ['queued', 'composing', 'matching'])
    .where(eb => eb.or([eb('u.withdrawn_at', 'is not', null), eb('u.suspended_at', 'is not', null)]))
    .orderBy('p.id')
    .execute()
  return rows.map(row => row.id)
}

/** Adds an erasing job for each account whose period is over; one that has such a job keeps it. */
export const queueErasures = (db: Db, limit: number): Promise<void> =>
  db.transaction().execute(async trx => {
    const due = await trx
      .selectFrom('users')
      .select('id')
      .where('erase_after', '<=', sql<Date>`now()`)
      .orderBy('erase_after')
      .limit(limit)
      .execute()
    await addJobs(
      trx,
      eraseAccount,
      due.map(({ id }) => ({ payload: { v: 1, user_id: id }, subject: `user/${id}` })),
    )
  })
