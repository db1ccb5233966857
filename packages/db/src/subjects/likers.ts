import type { SocialUser } from '@mudig/shared/accounts/social-schemas'
import { sql } from 'kysely'
import { isPersonShown } from './people.js'
import { socialUser } from './social-user.js'

/** Where a page of likers goes on: the moment of a like, and who it was. */
export interface LikerPlace {
  /** Since 1970; a Date would lose the last three digits. */
  microseconds: number
  user_id: number
}

export interface LikerRow {
  like_user: SocialUser
  created_at: string
  microseconds: number
  user_id: number
}

/** What is liked, by its table of likes. */
const likesOf = {
  subject: { table: 'subject_likes', column: 'subject_id' },
  comment: { table: 'comment_likes', column: 'comment_id' },
} as const

/**
 * Those who like something, the newest first, one more than a page where there are more; whether what they like may be
 * seen is for the caller to say. As one JSON array.
 */
export const likersJson = (
  what: keyof typeof likesOf,
  id: ReturnType<typeof sql<number>>,
  viewer: number,
  { limit, after }: { limit: number; after: LikerPlace | undefined },
) => {
  const { table, column } = likesOf[what]
  const before =
    after === undefined
      ? sql``
      : sql`and (l.created_at, l.user_id) < (timestamptz 'epoch' + ${after.microseconds} * interval '1 microsecond', ${after.user_id}::int8)`
  return sql<LikerRow[]>`coalesce((
    select json_agg(json_build_object('like_user', ${socialUser(viewer, sql.ref<number>('l.user_id'))}, 'created_at', l.created_at,
      'microseconds', (extract(epoch from l.created_at) * 1000000)::int8, 'user_id', l.user_id) order by l.created_at desc, l.user_id desc)
    from (
      select l.user_id, l.created_at from ${sql.table(table)} l
      where l.${sql.ref(column)} = ${id} ${before} and ${isPersonShown(viewer, sql.ref<number>('l.user_id'))}
      order by l.created_at desc, l.user_id desc limit ${limit + 1}
    ) l), '[]')`
}

/** The page, and where the next one begins. */
export const toLikers = (rows: readonly LikerRow[], limit: number) => {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1)! : undefined
  return {
    likers: shown.map(({ like_user, created_at }) => ({ like_user, created_at })),
    next: last && { microseconds: last.microseconds, user_id: last.user_id },
  }
}
