import { randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { trackSubject } from '../tracks/subject.js'
import { setTags } from '../tracks/tags.js'

export interface TestTrack {
  title?: string
  description?: string
  visibility?: 'public' | 'followers' | 'private'
  /** Of the subject; a draft and a failed one have nothing that can be heard. */
  state?: 'draft' | 'ready' | 'failed' | 'removed'
  tags?: readonly string[]
  duration_ms?: number
  is_downloadable?: boolean
}

/** A track that everybody hears, four minutes long and without files, unless told otherwise. */
export const aTrack = async (db: Db, owner: number, given: TestTrack = {}): Promise<number> => {
  const { title = '새벽 세 시', description = '', visibility = 'public', state = 'ready', tags = [] } = given
  const isHeard = state === 'ready' || state === 'removed'
  const { id } = await db
    .insertInto('subjects')
    .values({ kind: trackSubject.name, owner, visibility, state })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('tracks')
    .values({
      id,
      owner,
      title,
      description,
      last_version: 1,
      is_downloadable: given.is_downloadable ?? false,
      status: isHeard ? 'ready' : state === 'failed' ? 'failed' : 'processing',
      ...(isHeard && { live_version: 1, ready_at: new Date() }),
    })
    .execute()
  await db.insertInto('track_counts').values({ track_id: id }).execute()
  await db
    .insertInto('track_versions')
    .values({
      track_id: id,
      version: 1,
      state: isHeard ? 'ready' : state === 'failed' ? 'failed' : 'processing',
      filename: '새벽 세 시.flac',
      ...(isHeard && {
        duration_ms: given.duration_ms ?? 240_000,
        sample_rate: 44_100,
        channels: 2,
        codec: 'flac',
        loudness_lufs: -14.5,
        wave: Array.from({ length: 270 }, (_, bar) => bar),
      }),
      ...(state === 'failed' && { error_code: 'not_audio' }),
    })
    .execute()
  if (tags.length > 0) await db.transaction().execute(trx => setTags(trx, id, tags))
  return id
}

/** Many ready and public ones in one statement: one for each row of a query that answers `owner`. */
export const manyTracks = async (db: Db, owners: RawBuilder<unknown>, title = 'rain'): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    insert into subjects (kind, owner, state) select ${trackSubject.name}, owner, 'ready' from (${owners}) as owners
    returning id`.execute(db)
  const ids = rows.map(row => row.id)
  const these = sql`subjects where id = any(${ids}::int8[])`
  await sql`
    insert into tracks (id, owner, title, last_version, live_version, status, ready_at)
    select id, owner, ${title}, 1, 1, 'ready', now() from ${these}`.execute(db)
  await sql`insert into track_counts (track_id) select id from ${these}`.execute(db)
  await sql`
    insert into track_versions (track_id, version, state, filename, duration_ms, wave)
    select id, 1, 'ready', 'a.mp3', 240000, array_fill(7::smallint, array[270]) from ${these}`.execute(db)
  return ids
}

/** A row of a file as if it lay in the store. @returns its key */
export const aTrackFile = async (
  db: Db,
  track_id: number,
  role: 'original' | 'aac' | 'opus' | 'mp3' | 'waveform',
  file: { bytes: number; content_type: string; segments?: object; version?: number },
): Promise<string> => {
  const endings = { original: 'bin', aac: 'm4a', opus: 'ogg', mp3: 'mp3', waveform: 'dat' }
  const key = `track/${randomBytes(16).toString('base64url')}.${endings[role]}`
  const { bytes, content_type, segments, version = 1 } = file
  await db
    .insertInto('objects')
    .values({ key, kind: 'track', state: 'used', is_public: false, content_type, bytes, used_at: new Date() })
    .execute()
  await db
    .insertInto('track_files')
    .values({
      track_id,
      version,
      role,
      key,
      bytes,
      content_type,
      ...(segments && { segments: JSON.stringify(segments) }),
    })
    .execute()
  return key
}
