import { ApiError } from '@mudig/shared/core/errors'
import type { Chapter } from '@mudig/shared/tracks/chapters'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { insertSubject } from '../subjects/subjects.js'
import { setChapters } from './chapters.js'
import { trackSubject } from './subject.js'
import { setTags } from './tags.js'

export interface NewTrack {
  title: string
  description?: string
  tags?: readonly string[]
  isPublic?: boolean
  isDownloadable?: boolean
  chapters?: readonly Chapter[]
}

/** A file of a track: which track, and which of its files. */
export interface TrackVersion {
  track_id: number
  version: number
}

/**
 * Writes a track with its first file, which is still to be processed; until it is ready its owner alone sees it.
 * @throws ApiError wrongChapters
 */
export const insertTrack = async (
  trx: Trx,
  owner: number,
  { title, description = '', tags = [], isPublic = true, isDownloadable = false, chapters = [] }: NewTrack,
  filename: string,
): Promise<TrackVersion> => {
  const track_id = await insertSubject(trx, trackSubject, {
    owner,
    visibility: isPublic ? 'public' : 'private',
    state: 'draft',
  })
  const words = { title, description, is_downloadable: isDownloadable }
  await trx
    .insertInto('tracks')
    .values({ id: track_id, owner, ...words, last_version: 1 })
    .execute()
  await trx.insertInto('track_counts').values({ track_id }).execute()
  await trx.insertInto('track_versions').values({ track_id, version: 1, filename }).execute()
  await setTags(trx, track_id, tags)
  if (chapters.length > 0) await setChapters(trx, track_id, chapters, null)
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
  await trx.insertInto('track_versions').values({ track_id: trackId, version, filename }).execute()
  return { track_id: trackId, version }
}
