import type { Trx } from '../core/client.js'
import { holdSubject } from './visible.js'

/**
 * Likes and comments of it, and its removal, wait until the transaction ends. `is_there`: for its owner, who may have
 * left.
 */
export const holdWithOwner = async (trx: Trx, id: number) => {
  const subject = await holdSubject(trx, id)
  if (!subject) return undefined
  const owner = await trx
    .selectFrom('users')
    .select('is_active')
    .where('id', '=', subject.owner)
    .executeTakeFirstOrThrow()
  return { ...subject, is_there: subject.is_ready && owner.is_active }
}
