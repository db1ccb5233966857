import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db, Trx } from '../core/client.js'

/** How long nobody else may take what somebody was called. */
const reservedDays = 30
/** So nobody keeps many from others. */
const reservedAtMost = 5

/** Somebody's own handle; undefined for whoever has left. */
export const findHandle = async (db: Db, id: number): Promise<string | undefined> => {
  const row = await db
    .selectFrom('users')
    .select('handle')
    .where('id', '=', id)
    .where('is_active', '=', true)
    .executeTakeFirst()
  return row?.handle ?? undefined
}

/**
 * Gives somebody another handle and keeps the one before from others for a while; theirs from then on is one that they
 * had, too. The unique index decides who gets it.
 *
 * @throws ApiError handleTaken, handleTooOften, tokenInvalid; the transaction is lost then
 */
export const changeHandle = async (trx: Trx, id: number, handle: string): Promise<void> => {
  const before = await trx
    .selectFrom('users')
    .select('handle')
    .where('id', '=', id)
    .where('is_active', '=', true)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw new ApiError(httpErrors.tokenInvalid)
  if (before.handle === handle) return
  try {
    await trx.updateTable('users').set({ handle, updated_at: sql`now()` }).where('id', '=', id).execute()
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'users_handle_key')
      throw new ApiError(accountErrors.handleTaken)
    throw error
  }
  // After the index has let it through: whoever gave it up at this moment has written down that it is kept by now.
  const kept = await trx
    .selectFrom('reserved_handles')
    .select('user_id')
    .where('handle', '=', handle)
    .where(eb => eb.or([eb('reserved_until', 'is', null), eb('reserved_until', '>', sql<Date>`now()`)]))
    .executeTakeFirst()
  if (kept && kept.user_id !== id) throw new ApiError(accountErrors.handleTaken)
  await trx.deleteFrom('reserved_handles').where('handle', '=', handle).execute()
  if (before.handle !== null) await keep(trx, id, before.handle)
}

const keep = async (trx: Trx, user_id: number, handle: string): Promise<void> => {
  const others = await trx
    .selectFrom('reserved_handles')
    .select('handle')
    .where('user_id', '=', user_id)
    .where('reserved_until', '>', sql<Date>`now()`)
    .limit(reservedAtMost)
    .execute()
  if (others.length >= reservedAtMost)
    throw new ApiError(accountErrors.handleTooOften, { retryAfterSeconds: 24 * 3_600 })
  const reserved_until = sql<Date>`now() + ${reservedDays} * interval '1 day'`
  await trx
    .insertInto('reserved_handles')
    .values({ handle, user_id, reserved_until })
    .onConflict(conflict => conflict.column('handle').doUpdateSet({ user_id, reserved_until }))
    .execute()
}
