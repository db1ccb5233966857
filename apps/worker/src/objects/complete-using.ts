import type { Trx } from '@mudig/db/core/client'
import type { AddOptions } from '@mudig/db/ledger/add'
import { LostLeaseError } from '@mudig/db/ledger/lease'
import { abandon } from '@mudig/db/objects/lifecycle'
import { JobError } from '@mudig/shared/core/errors'
import type { Context } from '../runtime/processor.js'

/**
 * Completes a job whose result lies in the store under a key that is reserved. If its transaction does not come to pass,
 * or the result is not wanted any more, the object is removed again.
 *
 * @param use begins to use the object; false where it is not wanted
 */
export const completeUsing = async (
  key: string,
  use: (trx: Trx) => Promise<boolean>,
  about: AddOptions,
  { db, complete }: Pick<Context, 'db' | 'complete'>,
): Promise<void> => {
  try {
    await complete(async trx => {
      if (!(await use(trx))) await abandon(trx, key, about)
    })
  } catch (error) {
    // Only these prove a rollback. After any other the commit may have happened; if it has not, the reservation is
    // found in time.
    const isRolledBack =
      error instanceof LostLeaseError || (error instanceof JobError && error.code === 'reservation_lost')
    if (isRolledBack) await db.transaction().execute(trx => abandon(trx, key, about))
    throw error
  }
}
