import type { Db } from '../core/client.js'
import { pages } from '../core/pages.js'

/** Somebody's switch, if they ever touched it. */
export const interestsCopy = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('interests')
        .select(['user_id', 'is_on', 'forgotten_at'])
        .where('user_id', '=', userId)
        .where('user_id', '>', after)
        .limit(limit)
        .execute(),
    ({ user_id }) => user_id,
  )
