import type { SocialProfile, SocialUser } from '@mudig/shared/accounts/social-schemas'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isPersonShown } from '../subjects/people.js'
import { socialUserColumns } from '../subjects/social-user.js'

/*
 * People as the web client of posts and chat asks for them.
 */

const profileColumns = (viewer: number) => [
  socialUserColumns(viewer).as('person'),
  sql<boolean>`coalesce((select true from follow_requests r where r.follower = ${viewer} and r.followee = shown.id), false)`.as(
    'is_requested',
  ),
  sql<string | null>`case when shown.id = ${viewer} then shown.email end`.as('email'),
  sql<boolean | null>`case when shown.id = ${viewer} then exists (
    select from staff where staff.email = shown.email and staff.disabled_at is null) end`.as('is_staff'),
]

/** Exported for the test of its plan. */
export const selectByHandle = (db: Db, handle: string, viewer: number) =>
  db
    .selectFrom('users as shown')
    .select(profileColumns(viewer))
    .where('shown.handle', '=', handle)
    .where('shown.is_active', '=', true)
    .where(({ or, eb, ref }) => or([eb('shown.id', '=', viewer), isPersonShown(viewer, ref('shown.id'))]))

const byHandle = prepare((db, { handle, viewer }: { handle: string; viewer: number }) =>
  selectByHandle(db, handle, viewer),
)
const own = prepare((db, { id }: { id: number }) =>
  db
    .selectFrom('users as shown')
    .select(profileColumns(id))
    .where('shown.id', '=', id)
    .where('shown.is_active', '=', true),
)

type Row = Awaited<ReturnType<typeof byHandle>>[number]

const profileOf = (row: Row | undefined): SocialProfile | undefined => {
  if (!row) return undefined
  const { person, is_requested, email, is_staff } = row as {
    person: SocialUser
    is_requested: boolean
    email: string | null
    is_staff: boolean | null
  }
  return {
    ...person,
    is_requested,
    ...(email !== null && { email }),
    ...(is_staff !== null && { is_staff }),
  }
}

/** Somebody's page, as the viewer sees it; undefined where there is nobody for them. */
export const findSocialProfile = async (db: Db, handle: string, viewer: number): Promise<SocialProfile | undefined> =>
  profileOf((await byHandle(db, { handle, viewer }))[0])

/** One's own page; undefined for whoever has left. */
export const findOwnSocialProfile = async (db: Db, id: number): Promise<SocialProfile | undefined> =>
  profileOf((await own(db, { id }))[0])

interface Chosen {
  /** Of whoever comes first. */
  handle: string
  /** The others, in the order of these. */
  ids: readonly number[]
  viewer: number
  offset: number
}

/** Exported for the test of its plan. */
export const selectShown = (db: Db, { handle, ids, viewer, offset }: Chosen, limit: number) => {
  const first = sql`select u.id from users u where u.handle = ${handle}`
  // In this order before the people are looked up, so that no more of them are than a page holds.
  const chosen = sql<{ id: number; place: number }>`(
    select id, 0::int8 as place from (${first}) as first
    union all
    select id, place from unnest(${ids}::int8[]) with ordinality as other(id, place) where id is distinct from (${first})
    order by place)`
  return db
    .selectFrom(chosen.as('chosen'))
    .innerJoin('users as shown', 'shown.id', 'chosen.id')
    .select(socialUserColumns(viewer).as('person'))
    .where(({ ref }) => isPersonShown(viewer, ref('shown.id')))
    .orderBy('chosen.place')
    .limit(limit)
    .offset(sql<number>`${offset}`)
}

const byIds = prepare((db, chosen: Chosen, limit: number) => selectShown(db, chosen, limit))

/** Whoever has a handle, then people by their ids: of those whom the viewer may see, so many after so many. */
export const listShown = async (db: Db, chosen: Chosen, limit: number): Promise<SocialUser[]> =>
  (await byIds(db, chosen, limit)).map(({ person }) => person)

/** Exported for the test of its plan. */
export const selectNewest = (db: Db, viewer: number, limit: number, offset: number) =>
  db
    .selectFrom('users as shown')
    .select(socialUserColumns(viewer).as('person'))
    .where(({ ref }) => isPersonShown(viewer, ref('shown.id')))
    .orderBy('shown.id', 'desc')
    .limit(limit)
    .offset(offset)

/** Who came last, so many after so many. */
export const listNewest = async (db: Db, viewer: number, limit: number, offset: number): Promise<SocialUser[]> =>
  (await selectNewest(db, viewer, limit, offset).execute()).map(({ person }) => person)
