import { foldText } from '@mudig/shared/core/fold-text'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'

/**
 * Tags by what they fold to, each as it was written first; one that is new to all is made. They are one for all kinds of
 * subjects.
 * @returns folded, in the order in which they were given
 */
export const makeTags = async (trx: Trx, names: readonly string[]): Promise<string[]> => {
  const byFolded = new Map<string, string>()
  for (const name of names) {
    const folded = foldText(name)
    if (folded !== '' && !byFolded.has(folded)) byFolded.set(folded, name)
  }
  if (byFolded.size === 0) return []
  // In one order, so that two who make the same tags wait for each other and not for ever.
  const folded = [...byFolded.keys()].sort()
  const written = folded.map(key => byFolded.get(key)!)
  await sql`
    insert into tags (name, folded) select * from unnest(${written}::text[], ${folded}::text[]) order by 2
    on conflict (folded) do nothing`.execute(trx)
  return [...byFolded.keys()]
}
