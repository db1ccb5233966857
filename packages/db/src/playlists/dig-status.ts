import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import * as events from './events.js'

export interface Dig {
  id: number
  status: 'queued' | 'composing' | 'matching' | 'ready' | 'failed' | 'cancelled'
  progress: number
  stage: string
  playlist: number
  error_code: string | null
  created_at: Date
  finished_at: Date | null
}

/** A dig as its writer sees it, by the id of its compose job. Strangers' digs are not found. */
export const findDig = async (db: Db, jobId: number, viewer: number): Promise<Dig | undefined> =>
  (await digOf(db, { jobId, viewer }))[0]

/** The step that a watcher is waiting for. */
const stageOfP = sql<string>`case
  when p.status = 'composing' then 'compose'
  when p.status = 'ready' then 'done'
  when p.status <> 'matching' then p.status
  when exists (select from playlist_songs s join music m on m.id = s.music_id where s.playlist_id = p.id and m.state = 'pending') then 'match'
  else 'cover' end`

const digOf = prepare((db, { jobId, viewer }: { jobId: number; viewer: number }) =>
  db
    .selectFrom('jobs as j')
    .innerJoin('playlists as p', join => join.on(sql<boolean>`p.id = (j.payload->>'playlist_id')::bigint`))
    .select([
      'j.id',
      sql<Dig['status']>`p.status`.as('status'),
      events.progressOfP.as('progress'),
      stageOfP.as('stage'),
      'p.id as playlist',
      'p.error_code',
      'j.created_at',
      'p.finished_at',
    ])
    .where('j.id', '=', jobId)
    .where('j.queue', '=', 'playlists.compose')
    .where('p.writer', '=', viewer),
)
