import { type RawBuilder, sql } from 'kysely'
import { isVisible } from '../subjects/visible.js'

/**
 * Whether a viewer may see a track of a set, over an alias `x` of set_tracks. Looked up row by row: a join could be
 * answered by reading all subjects.
 */
export const isSongShown = (viewer: number): RawBuilder<boolean> =>
  sql<boolean>`coalesce((select ${isVisible(viewer)} from subjects s where s.id = x.track_id), false)`
