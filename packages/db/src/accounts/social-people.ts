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
  sql<boolean>`coalesce((select true from follow_requests r where r.follower = ${viewer} and r.followee = w.id), false)`.as(
    'is_requested',
  ),
  sql<string | null>`case when w.id = ${viewer} then w.email end`.as('email'),
  sql<boolean | null>`case when w.id = ${viewer} then exists (
    select from staff where staff.email = w.email and staff.disabled_at is null) end`.as('is_staff'),
]

/** Exported for the test of its plan. */
export const selectByHandle = (db: Db, handle: string, viewer: number) =>
  db
    .selectFrom('users as w')
    .select(profileColumns(viewer))
    .where('w.handle', '=', handle)
    .where('w.is_active', '=', true)
    .where(({ or, eb, ref }) => or([eb('w.id', '=', viewer), isPersonShown(viewer, ref('w.id'))]))

const byHandle = prepare((db, { handle, viewer }: { handle: string; viewer: number }) =>
  selectByHandle(db, handle, viewer),
)
const own = prepare((db, { id }: { id: number }) =>
  db.selectFrom('users as w').select(profileColumns(id)).where('w.id', '=', id).where('w.is_active', '=', true),
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

const shown = prepare((db, { ids, viewer }: { ids: readonly number[]; viewer: number }) =>
  db
    .selectFrom('users as w')
    .select('w.id')
    .select(socialUserColumns(viewer).as('person'))
    .where(sql<boolean>`w.id = any(${ids}::int8[])`)
    .where(({ ref }) => isPersonShown(viewer, ref('w.id'))),
)

/** People by their ids and in the order of these, those whom the viewer may see. */
export const listShown = async (db: Db, ids: readonly number[], viewer: number): Promise<SocialUser[]> => {
  if (ids.length === 0) return []
  const rows = await shown(db, { ids, viewer })
  const byId = new Map(rows.map(({ id, person }) => [id, person]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

/** Exported for the test of its plan. */
export const selectNewest = (db: Db, viewer: number, limit: number, offset: number) =>
  db
    .selectFrom('users as w')
    .select(socialUserColumns(viewer).as('person'))
    .where(({ ref }) => isPersonShown(viewer, ref('w.id')))
    .orderBy('w.id', 'desc')
    .limit(limit)
    .offset(offset)

/** Who came last, so many after so many. */
export const listNewest = async (db: Db, viewer: number, limit: number, offset: number): Promise<SocialUser[]> =>
  (await selectNewest(db, viewer, limit, offset).execute()).map(({ person }) => person)
