import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { insertSubject } from '../subjects/subjects.js'
import { trackSubject } from './subject.js'
import { setTags } from './tags.js'

export interface NewTrack {
  title: string
  description?: string
  tags?: readonly string[]
  isPublic?: boolean
}

/** A file of a track: which track, and which of its files. */
export interface TrackVersion {
  track_id: number
  version: number
}

/** Writes a track with its first file, which is still to be processed; until it is ready its owner alone sees it. */
export const insertTrack = async (
  trx: Trx,
  owner: number,
  { title, description = '', tags = [], isPublic = true }: NewTrack,
  filename: string,
): Promise<TrackVersion> => {
  const track_id = await insertSubject(trx, trackSubject, {
    owner,
    visibility: isPublic ? 'public' : 'private',
    state: 'draft',
  })
  await trx.insertInto('tracks').values({ id: track_id, owner, title, description, last_version: 1 }).execute()
  await trx.insertInto('track_counts').values({ track_id }).execute()
  await trx.insertInto('track_versions').values({ track_id, version: 1, filename }).execute()
  await setTags(trx, track_id, tags)
  return { track_id, version: 1 }
}

/**
 * Writes a file that is to replace what is heard, once it is ready.
 * @throws ApiError trackNotFound where it is not this person's
 */
export const addVersion = async (trx: Trx, owner: number, trackId: number, filename: string): Promise<TrackVersion> => {
  const track = await trx
    .updateTable('tracks')
    .set({
      last_version: sql<number>`last_version + 1`,
      status: sql<string>`case when live_version is null then 'processing' else status end`,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', trackId)
    .where('owner', '=', owner)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('subjects as s').select('s.id').where('s.id', '=', trackId).where('s.state', '<>', 'removed')),
    )
    .returning('last_version')
    .executeTakeFirst()
  if (!track) throw new ApiError(trackErrors.trackNotFound)
  const version = track.last_version
  // One that was not ready yet never will be.
  await trx
    .updateTable('track_versions')
    .set({ state: 'failed', error_code: 'replaced', discard_at: sql<Date>`now()` })
    .where('track_id', '=', trackId)
    .where('version', '<', version)
    .where('state', '=', 'processing')
    .execute()
  await trx.insertInto('track_versions').values({ track_id: trackId, version, filename }).execute()
  return { track_id: trackId, version }
}
