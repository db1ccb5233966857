import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { makeTags } from '../subjects/tags.js'

/** Writes a post's tags in the place of those that it had, in their order. Those that stay are not counted anew. */
export const setTags = async (trx: Trx, postId: number, names: readonly string[]): Promise<void> => {
  const folded = await makeTags(trx, names)
  await sql`
    with wanted as (
      select g.id as tag_id, given.position from unnest(${folded}::text[]) with ordinality as given(folded, position)
      join tags g on g.folded = given.folded
    ), gone as (
      delete from post_tags where post_id = ${postId} and tag_id not in (select tag_id from wanted)
    )
    insert into post_tags (post_id, tag_id, position) select ${postId}, tag_id, position from wanted order by tag_id
    on conflict (post_id, tag_id) do update set position = excluded.position
    where post_tags.position <> excluded.position`.execute(trx)
}

/**
 * Schedule: adds what has changed since the last time to the counts of tags, each change once: it goes in the statement
 * that adds it.
 * @returns how many changes that were
 */
export const countTags = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    with taken as (
      delete from post_tag_changes where id in (
        select id from post_tag_changes order by id limit ${limit} for update skip locked
      ) returning tag_id, change
    ), summed as (
      select tag_id, sum(change)::integer as change from taken group by 1
    ), held as (
      select g.id, summed.change from tags g join summed on summed.tag_id = g.id order by g.id for no key update of g
    ), counted as (
      update tags set post_count = greatest(0, tags.post_count + held.change) from held
      where tags.id = held.id and held.change <> 0
    )
    select count(*) as count from taken`.execute(db)
  return rows[0]!.count
}
