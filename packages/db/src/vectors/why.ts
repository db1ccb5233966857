import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { isLikedBy } from '../subjects/likes.js'
import { isVisible } from '../subjects/visible.js'
import { isRemembered } from './ranked.js'
import type { EmbeddedKinds } from './wanted.js'

/** Something that brought another thing into somebody's list. */
export interface ShownCause {
  kind: string
  uuid: string
  /** Its beginning. */
  text: string
  is_liked: boolean
}

const lettersShown = 140
/** Somebody may have gone back to a page of an earlier list. */
const listsLookedAt = 5

const columnOf = (kinds: EmbeddedKinds, column: (of: EmbeddedKinds[string]) => RawBuilder<unknown>) =>
  sql`case s.kind ${sql.join(
    Object.entries(kinds).map(
      ([kind, of]) => sql`when ${kind} then (select ${column(of)} from ${sql.table(of.table)} as t where t.id = s.id)`,
    ),
    sql` `,
  )} end`

/**
 * What somebody liked, read or dwelt on that brought a subject into the lists which were recommended to them lately, as
 * far as they can still see it; empty where it came there by itself, as the newest do.
 */
export const whyShown = async (
  db: Db,
  viewer: number,
  kinds: EmbeddedKinds,
  { kind, uuid }: { kind: string; uuid: string },
): Promise<ShownCause[]> => {
  const of = kinds[kind]
  if (!of) return []
  const { rows } = await sql<ShownCause>`
    with asked as (
      select t.id from ${sql.table(of.table)} as t where t.uuid = ${uuid}::uuid
    ), lists as (
      select l.subjects, l.causes from ranked_lists l
      where l.user_id = ${viewer} and l.kind = ${kind} and cardinality(l.causes) > 0 and ${isRemembered(viewer)}
      order by l.id desc limit ${listsLookedAt}
    ), causes as (
      select cause, min(nth) as nth from (
        select lists.causes[place * 2 - 1] as first, lists.causes[place * 2] as second
        from lists, asked, array_position(lists.subjects, asked.id) as place where place is not null limit 1
      ) found cross join lateral (values (first, 1), (second, 2)) as one (cause, nth)
      where cause > 0 group by cause
    )
    select s.kind, ${columnOf(kinds, () => sql`t.uuid`)} as uuid,
      left(${columnOf(kinds, ({ text }) => text)}, ${lettersShown}) as text, ${isLikedBy(viewer)} as is_liked
    from causes join subjects s on s.id = causes.cause
    where s.state = 'ready' and ${isVisible(viewer)}
    order by causes.nth`.execute(db)
  return rows
}
