import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { holdSubject } from '../subjects/visible.js'
import { topicOf } from './subject.js'

/** What is analysed. */
export interface ReviewText {
  review_id: number
  text_hash: string
}

/** A review while its words are these; undefined once they were changed, or it is gone. */
export const findText = async (db: Db, { review_id, text_hash }: ReviewText, { lock = false } = {}) => {
  if (lock && !(await holdSubject(db as Trx, review_id))) return undefined
  return db
    .selectFrom('reviews as r')
    .innerJoin('subjects as s', 's.id', 'r.id')
    .select(['r.content', sql<boolean>`s.visibility = 'private'`.as('is_private')])
    .where('r.id', '=', review_id)
    .where('r.text_hash', '=', text_hash)
    .executeTakeFirst()
}

/**
 * Writes what was found, unless the words have changed since. Where nothing was, what another job has found about the
 * same words stays.
 */
export const setPositive = async (trx: Trx, { review_id, text_hash }: ReviewText, is_positive: boolean | null) => {
  if (!(await holdSubject(trx, review_id))) return
  const changed = await trx
    .updateTable('reviews')
    .set({ is_positive: sql<boolean | null>`coalesce(${is_positive}::boolean, is_positive)` })
    .where('id', '=', review_id)
    .where('text_hash', '=', text_hash)
    .returning(['film_id', 'is_positive'])
    .executeTakeFirst()
  if (!changed) return
  await trx
    .updateTable('subjects')
    .set({ topic: topicOf(changed.film_id, changed.is_positive) })
    .where('id', '=', review_id)
    .execute()
}
