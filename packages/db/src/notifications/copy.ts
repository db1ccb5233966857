import type { Db } from '../core/client.js'
import { pages } from '../core/pages.js'

/** Who acted is theirs; that somebody did is told. */
export const notifications = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('notifications')
        .select(['seq', 'kind', 'subject_id as playlist', 'actor_count', 'read_at', 'created_at', 'updated_at'])
        .where('recipient', '=', userId)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute(),
    ({ seq }) => seq,
  )
