import type { Db } from '../core/client.js'
import { idOf, pages } from '../core/pages.js'

/** Exported for the test of its plan. */
export const selectMoods = (db: Db, writer: number, after: number, limit: number) =>
  db
    .selectFrom('moods')
    .select(['id', 'words', 'tone', 'created_at'])
    .where('writer', '=', writer)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)

/** For the copy of somebody's data. */
export const moods = (db: Db, userId: number) =>
  pages(0, (after, limit) => selectMoods(db, userId, after, limit).execute(), idOf)
