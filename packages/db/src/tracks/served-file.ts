import type { TrackFormat } from '@mudig/shared/tracks/queues'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isOwnerThere, isPublic, isVisible } from '../subjects/visible.js'
import type { Segments } from './files.js'
import { ofKind } from './songs.js'

/** What the store has of a track's file. */
export type TrackRole = TrackFormat | 'original' | 'waveform'

const file = prepare((db, { id, role, viewer }: { id: number; role: string; viewer: number }) =>
  db
    .selectFrom('subjects as s')
    .innerJoin('tracks as t', 't.id', 's.id')
    .leftJoin('track_versions as v', join =>
      join.onRef('v.track_id', '=', 't.id').on(sql<boolean>`v.version = coalesce(t.live_version, t.last_version)`),
    )
    .leftJoin('track_files as f', join =>
      join.onRef('f.track_id', '=', 'v.track_id').onRef('f.version', '=', 'v.version').on('f.role', '=', role),
    )
    .select([
      's.owner',
      // Whether anybody may hear it who asks.
      sql<boolean>`${isPublic}`.as('is_public'),
      't.is_downloadable',
      't.live_version',
      'v.filename',
      'v.duration_ms',
      'f.key',
      'f.bytes',
      'f.content_type',
      sql<Segments | null>`f.segments`.as('segments'),
    ])
    .where('s.id', '=', id)
    .where(ofKind)
    .where(isVisible(viewer))
    // Whoever has left may still hold a link that was signed for them.
    .where(isOwnerThere),
)

/**
 * A file of what is heard of a track, or of its newest version where nothing is heard yet (`live_version` is null);
 * `key` is null where that file is not (yet) there. Undefined where there is no such track for the viewer. One statement.
 */
export const findTrackFile = async (db: Db, id: number, role: TrackRole, viewer: number) =>
  (await file(db, { id, role, viewer }))[0]

export type TrackFile = NonNullable<Awaited<ReturnType<typeof findTrackFile>>>
