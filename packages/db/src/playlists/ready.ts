import { notify } from '@mudig/shared/notifications/queues'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { addJobs } from '../ledger/add.js'
import { setState } from '../subjects/subjects.js'
import * as events from './events.js'
import { subjectOf } from './steps.js'

/**
 * The join: of the given playlists, finishes those whose songs are composed and settled and that have a cover. The
 * transaction has locked the rows in a statement before this one, in the order of their ids: two steps that end
 * together would each still see the other unfinished.
 */
export const finishIfReady = async (trx: Trx, ids: readonly number[]): Promise<void> => {
  if (ids.length === 0) return
  const ready = await trx
    .updateTable('playlists as p')
    .set({ status: 'ready', finished_at: sql`now()` })
    .where('p.id', 'in', ids)
    .where('p.status', '=', 'matching')
    .where('p.composed_at', 'is not', null)
    .where('p.cover', '<>', 'none')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('playlist_songs as s')
            .innerJoin('music as m', 'm.id', 's.music_id')
            .select('s.music_id')
            .whereRef('s.playlist_id', '=', 'p.id')
            .where('m.state', '=', 'pending'),
        ),
      ),
    )
    .returning(['p.id', 'p.writer'])
    .execute()
  const readyIds = ready.map(playlist => playlist.id)
  await setState(trx, readyIds, 'ready')
  await events.append(trx, readyIds, 'done', { stage: 'done' })
  await addJobs(
    trx,
    notify,
    ready.map(({ id, writer }) => ({
      payload: { v: 1, act: 'ready', playlist_id: id },
      user_id: writer,
      subject: subjectOf(id),
    })),
  )
}
