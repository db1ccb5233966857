import { foldText } from '@mudig/shared/core/fold-text'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

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
  // One that was there, and is removed at this moment because nothing had it, is made once more.
  for (let held = 0; held < folded.length; ) {
    await sql`
      insert into tags (name, folded) select * from unnest(${written}::text[], ${folded}::text[]) order by 2
      on conflict (folded) do nothing`.execute(trx)
    const { rows } = await sql`
      select from tags where folded = any(${folded}::text[]) order by folded for key share`.execute(trx)
    held = rows.length
  }
  return [...byFolded.keys()]
}

/**
 * Schedule: removes tags that nothing has any longer. Whoever is about to use one holds it, and it is passed over.
 * @returns how many that were
 */
export const removeUnusedTags = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows: unused } = await unusedTags(limit).execute(trx)
    if (unused.length === 0) return 0
    // By a statement of its own: the one before may not have seen who had used it until it was locked.
    const { rows } = await sql`
      delete from tags g where id = any(${unused.map(({ id }) => id)}::int8[]) and ${isUnused} returning id`.execute(
      trx,
    )
    return rows.length
  })

const isUnused = sql`track_count = 0
  and not exists (select from track_tags x where x.tag_id = g.id)
  and not exists (select from post_tags x where x.tag_id = g.id)`

const unusedTags = (limit: number) => sql<{ id: number }>`
  select id from tags g where ${isUnused} order by id limit ${limit} for update skip locked`
