import { sql } from 'kysely'
import type { EmbeddedTexts, Interest } from '../core/domain.js'
import { forgetClicks } from './clicks.js'

/** A product has no more words than its name. */
export const embeddedProducts: EmbeddedTexts = { table: 'products', columns: ['name'], text: sql`t.name` }

/** Of a like: whoever goes to the shop has looked at the price. */
const clickWeight = 0.5

/** Whose links somebody followed. */
export const clicksOnProducts: Interest = {
  select: (user, since, limit) => sql`
    select product_id as subject, ${clickWeight}::float8 as weight, clicked_at as at from product_clicks
    where user_id = ${user} and clicked_at > ${since} order by id desc limit ${limit}`,
  forget: forgetClicks,
}
