import { sql } from 'kysely'
import type { EmbeddedTexts, Interest } from '../core/domain.js'
import { forgetDwells } from './dwells.js'

/** Words, with the tags that stand beside them. */
export const embeddedPosts: EmbeddedTexts = {
  table: 'posts',
  columns: ['text'],
  text: sql`concat_ws(' ', t.text, (
    select string_agg(g.name, ' ' order by x.position) from post_tags x join tags g on g.id = x.tag_id where x.post_id = t.id))`,
}

/** Of a like, what opening a post says, and what a look of so long says. */
const openingWeight = 0.2
const wholeLookMs = 30_000

/** What somebody opened and how long they looked. */
export const readingOfPosts: Interest = {
  select: (user, since, limit) => sql`
    (select post_id as subject, ${openingWeight}::float8 as weight, viewed_at as at from post_views
      where user_id = ${user} and viewed_at > ${since} order by id desc limit ${limit})
    union all
    (select post_id, least(1, ms::float8 / ${wholeLookMs}), updated_at from post_dwells
      where user_id = ${user} and updated_at > ${since} order by updated_at desc limit ${limit})`,
  forget: forgetDwells,
}
