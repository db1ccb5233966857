import { foldText } from '@mudig/shared/core/fold-text'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'

/** Each once by what it folds to, as it was written first. */
const distinct = (names: readonly string[]): Map<string, string> => {
  const byFolded = new Map<string, string>()
  for (const name of names) {
    const folded = foldText(name)
    if (folded !== '' && !byFolded.has(folded)) byFolded.set(folded, name)
  }
  return byFolded
}

/** Writes a track's tags in the place of those that it had. A tag that is new to all is made. */
export const setTags = async (trx: Trx, trackId: number, names: readonly string[]): Promise<void> => {
  const wanted = distinct(names)
  await trx.deleteFrom('track_tags').where('track_id', '=', trackId).execute()
  if (wanted.size === 0) return
  // In one order, so that two who make the same tags wait for each other and not for ever.
  const folded = [...wanted.keys()].sort()
  const written = folded.map(key => wanted.get(key)!)
  await sql`
    insert into tags (name, folded) select * from unnest(${written}::text[], ${folded}::text[]) order by 2
    on conflict (folded) do nothing`.execute(trx)
  await sql`
    insert into track_tags (tag_id, track_id) select id, ${trackId} from tags where folded = any(${folded}::text[])`.execute(
    trx,
  )
}
