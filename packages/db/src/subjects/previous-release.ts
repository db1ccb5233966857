import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../core/client.js'

/*
 * Transitional, see docs/decisions.md, "A subject is written once". The release before this one locks a playlist where
 * this one locks its subject; the function in the database locks both, and does nothing once that release is gone.
 */

/** The id of a subject, in a statement that locks it: evaluated before the row is looked for. */
export const idLockedForPreviousRelease = (id: number): RawBuilder<number> =>
  sql<number>`(select (previous_release_lock(array[${id}]::bigint[]))[1])`

/** Before subjects are locked in a statement of their own. */
export const lockForPreviousRelease = async (
  trx: Trx,
  ids: readonly number[],
  { forRemoval = false } = {},
): Promise<void> => {
  await sql`select previous_release_lock(${ids}::bigint[], ${forRemoval})`.execute(trx)
}
