import { type Expression, type RawBuilder, sql } from 'kysely'
import { isPersonOpen } from './people.js'
import { isPublic } from './visible.js'

/** Nobody counts further than this. */
export const mostShown = 1_000

/** How many finished public ones of a kind somebody has, counted up to a bound; none where theirs are not open to the viewer. */
export const countShown = (kind: string, owner: Expression<number>, viewer: number): RawBuilder<number> =>
  sql<number>`case when ${isPersonOpen(viewer, owner)} then (select count(*)::int from (
    select from subjects s where s.owner = ${owner} and s.kind = ${sql.lit(kind)} and ${isPublic} limit ${sql.lit(mostShown)}) shown) else 0 end`
