import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { makeTags } from '../subjects/tags.js'

/** Writes a track's tags in the place of those that it had. */
export const setTags = async (trx: Trx, trackId: number, names: readonly string[]): Promise<void> => {
  await trx.deleteFrom('track_tags').where('track_id', '=', trackId).execute()
  const folded = await makeTags(trx, names)
  if (folded.length === 0) return
  await sql`
    insert into track_tags (tag_id, track_id) select id, ${trackId} from tags where folded = any(${folded}::text[])`.execute(
    trx,
  )
}
