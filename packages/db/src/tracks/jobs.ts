import { assembleTrack, probeTrack, queues } from '@mudig/shared/tracks/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { cancelActiveJobs } from '../ledger/cancel.js'
import { append } from './events.js'
import { failIfNothingIsLeft } from './state.js'
import { jobSubjectOf } from './subject.js'

/** The jobs that are about one track alone. */
const trackQueues = Object.values(queues).map(queue => queue.name)

/** A file on its way to be heard, as its owner sees it. */
export interface TrackJob {
  id: number
  song_id: number
  version: number
  status: 'processing' | 'ready' | 'failed'
  /** The newest event's kind; null before the first. */
  stage: string | null
  progress: number
  error_code: string | null
  created_at: Date
}

/** One file of a track. */
type TrackFile = Pick<TrackJob, 'song_id' | 'version'>

/** Events of one file: those that name none are of the first. */
const isOf = (version: string) => sql`coalesce((e.data->>'version')::integer, 1) = ${sql.raw(version)}`

const jobOf = prepare((db, { jobId, viewer }: { jobId: number; viewer: number }) =>
  db
    .selectFrom('jobs as j')
    .innerJoin('tracks as t', join => join.on(sql<boolean>`t.id = (j.payload->>'track_id')::bigint`))
    .innerJoin('track_versions as v', join =>
      join.onRef('v.track_id', '=', 't.id').on(sql<boolean>`v.version = (j.payload->>'version')::integer`),
    )
    .select([
      'j.id',
      't.id as song_id',
      'v.version',
      sql<TrackJob['status']>`v.state`.as('status'),
      sql<string | null>`(
        select e.type from track_events e where e.track_id = t.id and ${isOf('v.version')} order by e.seq desc limit 1)`.as(
        'stage',
      ),
      sql<number>`case when v.state = 'ready' then 100 else coalesce((
        select (e.data->>'progress')::float8::integer from track_events e
        where e.track_id = t.id and ${isOf('v.version')} and e.data ? 'progress' order by e.seq desc limit 1), 0) end`.as(
        'progress',
      ),
      'v.error_code',
      'j.created_at',
    ])
    .where('j.id', '=', jobId)
    .where('j.queue', 'in', [assembleTrack.name, probeTrack.name])
    .where('t.owner', '=', viewer),
)

/** The job that an upload answered with. Strangers' are not found. */
export const findTrackJob = async (db: Db, jobId: number, viewer: number): Promise<TrackJob | undefined> =>
  (await jobOf(db, { jobId, viewer }))[0]

/** What happened to one file of a track after number `after`, in order. */
export const listEventsOf = (
  db: Db,
  { song_id, version }: { song_id: number; version: number },
  after: number,
  limit: number,
) =>
  db
    .selectFrom('track_events as e')
    .select(['e.seq', 'e.type', 'e.data'])
    .where('e.track_id', '=', song_id)
    .where('e.seq', '>', after)
    .where(sql<boolean>`${isOf(String(version))}`)
    .orderBy('e.seq')
    .limit(limit)
    .execute()

/**
 * Ends the processing of a file on request. A track that is heard already goes on being heard as it was.
 * @returns whether it was still being processed
 */
export const cancelTrackJob = async (trx: Trx, { song_id, version }: TrackFile): Promise<boolean> => {
  const steps = await trx
    .selectFrom('jobs')
    .select('id')
    .where('subject', '=', jobSubjectOf(song_id))
    .where('queue', 'in', trackQueues)
    .where('state', 'in', ['queued', 'running'])
    .where(sql<boolean>`(payload->>'version')::integer = ${version}`)
    .execute()
  await cancelActiveJobs(trx, { ids: steps.map(({ id }) => id) })
  const track = await trx
    .selectFrom('tracks')
    .select('id')
    .where('id', '=', song_id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!track) return false
  const ended = await trx
    .updateTable('track_versions')
    .set({ state: 'failed', error_code: 'cancelled', discard_at: sql<Date>`now()` })
    .where('track_id', '=', song_id)
    .where('version', '=', version)
    .where('state', '=', 'processing')
    .returning('version')
    .executeTakeFirst()
  if (!ended) return false
  await failIfNothingIsLeft(trx, song_id)
  await append(trx, song_id, 'failed', { version, code: 'cancelled' })
  return true
}

/** Files that are being processed for somebody who is suspended; none of somebody who was let in again. */
export const findSuspendedFiles = (db: Db, owner: number): Promise<TrackFile[]> =>
  db
    .selectFrom('tracks as t')
    .innerJoin('users as u', 'u.id', 't.owner')
    .innerJoin('track_versions as v', 'v.track_id', 't.id')
    .select(['t.id as song_id', 'v.version'])
    .where('t.owner', '=', owner)
    .where('u.suspended_at', 'is not', null)
    .where('v.state', '=', 'processing')
    .orderBy('t.id')
    .orderBy('v.version')
    .execute()
