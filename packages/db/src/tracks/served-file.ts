import type { TrackFormat } from '@mudig/shared/tracks/queues'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isThere } from '../subjects/people.js'
import { isOwnerThere, isPublic, isVisible } from '../subjects/visible.js'
import type { Segments } from './files.js'
import { isOpenedBy } from './secret-links.js'
import { ofKind } from './songs.js'

/** What the store has of a track's file. */
export type TrackRole = TrackFormat | 'original' | 'waveform'

interface Wanted {
  id: number
  role: string
  viewer: number
  /** Id of a secret link; 0 for none. */
  link: number
  /** 0: whichever is heard. */
  version: number
}

const file = prepare((db, { id, role, viewer, link, version }: Wanted, withSegments: boolean) =>
  db
    .selectFrom('subjects as s')
    .innerJoin('tracks as t', 't.id', 's.id')
    .leftJoin('track_versions as v', join =>
      join.onRef('v.track_id', '=', 't.id').on(
        sql<boolean>`v.version = coalesce(
          (select o.version from track_files o join track_versions before using (track_id, version)
            where o.track_id = t.id and o.version = ${version}::integer and o.role = ${role} and before.state = 'ready'),
          t.live_version, t.last_version)`,
      ),
    )
    .leftJoin('track_files as f', join =>
      join.onRef('f.track_id', '=', 'v.track_id').onRef('f.version', '=', 'v.version').on('f.role', '=', role),
    )
    .select([
      's.owner',
      // Whether anybody may hear it who asks.
      sql<boolean>`${isPublic} and ${isOwnerThere}`.as('is_public'),
      't.is_downloadable',
      't.live_version',
      'v.version',
      'v.filename',
      'v.duration_ms',
      'f.key',
      'f.bytes',
      'f.content_type',
      sql<Segments | null>`${withSegments ? sql.ref('f.segments') : sql`null::jsonb`}`.as('segments'),
    ])
    .where('s.id', '=', id)
    .where(ofKind)
    .where(sql<boolean>`(${isVisible(viewer)} or ${isOpenedBy(link)})`)
    // Whoever has left may still hold a link that was signed for them.
    .where(isThere(sql.ref('s.owner'))),
)

/**
 * A file of what is heard of a track, or of its newest version where nothing is heard yet (`live_version` is null);
 * `key` is null where that file is not (yet) there. Undefined where there is no such track for the viewer, nor by the
 * secret link of this id. One statement.
 *
 * @param version which was heard when the listener's link was made: it is given while its file is there, because
 * whoever has read half of it must not go on in another one; `version` of the answer says which it is
 * @param withSegments whether `segments` is wanted, which a long track has thousands of
 */
export const findTrackFile = async (
  db: Db,
  id: number,
  role: TrackRole,
  {
    viewer,
    link = 0,
    version = 0,
    withSegments = false,
  }: { viewer: number; link?: number; version?: number | undefined; withSegments?: boolean },
) => (await file(db, { id, role, viewer, link, version }, withSegments))[0]

export type TrackFile = NonNullable<Awaited<ReturnType<typeof findTrackFile>>>
