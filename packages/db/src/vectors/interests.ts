import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import type { Interest } from '../core/domain.js'
import { isVisible } from '../subjects/visible.js'
import type { Model } from './models.js'

/** What somebody did, with the vector of what it was about. */
export interface VectorOfInterest {
  id: number
  weight: number
  vector: number[]
}

/** Of each way in which people show what they are interested in, so many of the newest are asked. */
const newestOfEach = 50
/** What somebody did so long ago counts no longer. */
const forgottenAfterDays = 180
/** Something that is so old counts half. */
const halfLifeDays = 21

const likesOf =
  (kinds: readonly string[]): Interest['select'] =>
  (user, since, limit) =>
    sql`
    select l.subject_id as subject, 1.0::float8 as weight, l.created_at as at
    from unnest(${kinds}::text[]) as kind cross join lateral (
      select subject_id, created_at from subject_likes
      where user_id = ${user} and subject_likes.kind = kind and created_at > ${since} order by created_at desc limit ${limit}
    ) l`

/** What somebody is interested in. */
export interface Known {
  causes: VectorOfInterest[]
  /** Of their interests when they were read: a list that they make is none once they were forgotten. */
  version: number
}

/** What counts as interest: likes of these kinds, and what domains declare. */
export interface Interests {
  readonly kinds: readonly string[]
  readonly declared: readonly Interest[]
}

/**
 * What somebody likes, read and dwelt on, as far as they want that to be known and can still see it: the weightiest of
 * any kind that has a vector.
 */
export const interestsOf = async (
  db: Db,
  model: Model,
  user: number,
  { kinds, declared }: Interests,
  limit: number,
): Promise<Known> => {
  const setting = await interestSetting(db, user)
  const { version } = setting
  if (!setting.is_on) return { causes: [], version }
  const longest = Date.now() - forgottenAfterDays * 86_400_000
  const since = new Date(Math.max(longest, setting.forgotten_at?.getTime() ?? 0))
  const all = [likesOf(kinds), ...declared.map(({ select }) => select)].map(
    select => sql`(select * from (${select(user, since, newestOfEach)}) as one)`,
  )
  const { rows } = await sql<VectorOfInterest>`
    with shown as (
      select subject, sum(weight * 0.5 ^ (extract(epoch from now() - at)::float8 / ${halfLifeDays * 86_400})) as weight
      from (${sql.join(all, sql` union all `)}) as acts group by subject
    )
    select s.id, shown.weight, v.vector
    from shown join subjects s on s.id = shown.subject
    join subject_vectors sv on sv.subject = s.id and sv.model = ${model.id}
    join vectors v on v.id = sv.vector
    where s.owner <> ${user} and s.state = 'ready' and ${isVisible(user)}
    order by shown.weight desc, s.id desc limit ${limit}`.execute(db)
  return { causes: rows, version }
}

interface Setting {
  is_on: boolean
  forgotten_at: Date | null
  version: number
}

/** What somebody wants to happen with their interests. */
export const interestSetting = async (db: Db, user: number): Promise<Setting> =>
  (await db
    .selectFrom('interests')
    .select(['is_on', 'forgotten_at', 'version'])
    .where('user_id', '=', user)
    .executeTakeFirst()) ?? { is_on: true, forgotten_at: null, version: 0 }

const nextVersion = sql<number>`interests.version + 1`

/** Has interests count, or not. What was recommended by them goes. */
export const switchInterests = async (trx: Trx, user: number, is_on: boolean): Promise<void> => {
  await trx
    .insertInto('interests')
    .values({ user_id: user, is_on, version: 1 })
    .onConflict(conflict => conflict.column('user_id').doUpdateSet({ is_on, version: nextVersion }))
    .execute()
  await forgetLists(trx, user)
}

/**
 * Forgets what somebody was interested in up to now: what is kept for this alone is removed, and what they like and
 * read stays theirs and counts no longer.
 */
export const forgetInterests = async (trx: Trx, user: number, declared: readonly Interest[]): Promise<void> => {
  await trx
    .insertInto('interests')
    .values({ user_id: user, forgotten_at: sql`clock_timestamp()`, version: 1 })
    .onConflict(conflict =>
      conflict.column('user_id').doUpdateSet({ forgotten_at: sql`clock_timestamp()`, version: nextVersion }),
    )
    .execute()
  for (const { forget } of declared) await forget(trx, user)
  await forgetLists(trx, user)
}

const forgetLists = async (trx: Trx, user: number): Promise<void> => {
  await trx.deleteFrom('ranked_lists').where('user_id', '=', user).execute()
}
