import type { TargetType } from '@mudig/shared/moderation/actions'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'

/**
 * Hides a subject or a comment from everybody but its maker, or shows it again. Requires that the subject is locked, also
 * of a comment: its counter changes.
 * @returns whether it changed
 */
export const setHidden = async (trx: Trx, type: TargetType, id: number, isHidden: boolean): Promise<boolean> => {
  const hidden_at = isHidden ? sql<Date>`now()` : null
  const is = isHidden ? 'is' : 'is not'
  if (type !== 'comment') {
    const changed = await trx
      .updateTable('subjects')
      .set({ hidden_at })
      .where('id', '=', id)
      .where('hidden_at', is, null)
      .returning('id')
      .executeTakeFirst()
    return changed !== undefined
  }
  const changed = await trx
    .with('changed', query =>
      query
        .updateTable('subject_comments')
        .set({ hidden_at })
        .where('id', '=', id)
        .where('is_active', '=', true)
        .where('hidden_at', is, null)
        .returning('subject_id'),
    )
    .updateTable('subjects')
    .from('changed')
    .set({ comment_count: sql`greatest(0, comment_count + ${isHidden ? -1 : 1}::int)` })
    .whereRef('subjects.id', '=', 'changed.subject_id')
    .returning('subjects.id')
    .executeTakeFirst()
  return changed !== undefined
}
