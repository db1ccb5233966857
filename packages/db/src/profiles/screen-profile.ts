import { type RawBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { isFollowing } from '../accounts/follows.js'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isPersonOpen, isRowShown } from '../subjects/people.js'
import { isTold } from '../subjects/writers.js'
import { ratedFilms, wantedFilms } from './film-tastes.js'
import { namedFollows } from './screen-follows.js'
import { likedComments, likedReviews, writtenReviews } from './screen-reviews.js'

/** Of each list of a profile. */
const limit = 100

/** By a name's key or by an id. */
export type Called = { nameKey: string } | { id: number }

const ofPerson = sql.ref<number>('u.id')

/** A list for those who may see what the person makes; empty for others. */
const ifOpen = <List>(viewer: number, list: RawBuilder<List>): RawBuilder<List> =>
  sql<List>`case when u.id = ${viewer} or ${isPersonOpen(viewer, ofPerson)} then ${list} else '[]'::json end`

/** Somebody with all that the pages of movies show of them, in one statement. Exported for the test of its plan. */
export const selectScreenProfile = (db: Db, called: Called, viewer: number) =>
  db
    .selectFrom('users as u')
    .select([
      'u.id',
      'u.name as nickname',
      'u.following_count as followings_count',
      'u.follower_count as followers_count',
      sql<boolean>`u.id = ${viewer}`.as('is_own'),
      sql<string>`case when u.id = ${viewer} then u.email else '' end`.as('email'),
      sql<string | null>`case when u.id = ${viewer} then u.gender end`.as('gender'),
      sql<number | null>`case when u.id = ${viewer} then u.age end`.as('age'),
      sql<string>`case when ${isTold(viewer, 'u')} then u.about else '' end`.as('bio'),
      isFollowing(ofPerson, viewer).as('is_following'),
      ifOpen(viewer, jsonArrayFrom(namedFollows(db, 'followee', ofPerson, viewer, limit))).as('followings'),
      ifOpen(viewer, jsonArrayFrom(namedFollows(db, 'follower', ofPerson, viewer, limit))).as('followers'),
      ifOpen(viewer, jsonArrayFrom(ratedFilms(db, ofPerson, limit))).as('rated'),
      ifOpen(viewer, jsonArrayFrom(wantedFilms(db, ofPerson, limit))).as('wanted'),
      ifOpen(viewer, jsonArrayFrom(writtenReviews(db, ofPerson, viewer, limit))).as('reviews'),
      ifOpen(viewer, jsonArrayFrom(likedReviews(db, ofPerson, viewer, limit))).as('liked_reviews'),
      ifOpen(viewer, jsonArrayFrom(likedComments(db, ofPerson, viewer, limit))).as('liked_comments'),
    ])
    .where('nameKey' in called ? 'u.name_key' : 'u.id', '=', 'nameKey' in called ? called.nameKey : called.id)
    .where('u.is_active', '=', true)
    .where(sql<boolean>`(u.id = ${viewer} or ${isRowShown(viewer, 'u')})`)

const byName = prepare((db, { nameKey, viewer }: { nameKey: string; viewer: number }) =>
  selectScreenProfile(db, { nameKey }, viewer),
)
const byId = prepare((db, { id, viewer }: { id: number; viewer: number }) => selectScreenProfile(db, { id }, viewer))

/** Undefined where there is nobody for the viewer. */
export const findScreenProfile = async (db: Db, called: Called, viewer: number) =>
  (await ('nameKey' in called ? byName(db, { ...called, viewer }) : byId(db, { ...called, viewer })))[0]

const idByName = prepare((db, { nameKey, viewer }: { nameKey: string; viewer: number }) =>
  db
    .selectFrom('users as u')
    .select(['u.id', 'u.name'])
    .where('u.name_key', '=', nameKey)
    .where('u.is_active', '=', true)
    .where(sql<boolean>`(u.id = ${viewer} or ${isRowShown(viewer, 'u')})`),
)
const nameById = prepare((db, { id, viewer }: { id: number; viewer: number }) =>
  db
    .selectFrom('users as u')
    .select(['u.id', 'u.name'])
    .where('u.id', '=', id)
    .where('u.is_active', '=', true)
    .where(sql<boolean>`(u.id = ${viewer} or ${isRowShown(viewer, 'u')})`),
)

/** The same without what stands on the profile. */
export const findCalled = async (
  db: Db,
  called: Called,
  viewer: number,
): Promise<{ id: number; name: string } | undefined> =>
  (await ('nameKey' in called ? idByName(db, { ...called, viewer }) : nameById(db, { ...called, viewer })))[0]
