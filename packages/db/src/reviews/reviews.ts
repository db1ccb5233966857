import { withdrawnName } from '@mudig/shared/accounts/names'
import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isLikedBy } from '../subjects/likes.js'
import { isNotMuted } from '../subjects/people.js'
import { isFed, isPublic, isVisible } from '../subjects/visible.js'
import { reviewSubject, topicOf } from './subject.js'

/** Subjects `s` that are reviews. */
const ofKind = sql<boolean>`s.kind = ${sql.lit(reviewSubject.name)}`

/** What somebody is called where they wrote something; nothing of whoever has left or is suspended. */
export const authorOf = (viewer: number, person: Expression<number>): RawBuilder<string> => sql<string>`(
  select case when u.is_active and (u.suspended_at is null or u.id = ${viewer}) then u.name else ${withdrawnName} end
  from users u where u.id = ${person})`

/**
 * Reviews over aliases `s` of subjects and `r` of reviews, as the viewer sees them; whether they may be seen is for the
 * caller to say.
 */
export const selectReviews = (db: Db, viewer: number) =>
  db
    .selectFrom('reviews as r')
    .innerJoin('subjects as s', 's.id', 'r.id')
    .select([
      'r.id',
      authorOf(viewer, sql.ref('r.owner')).as('author'),
      'r.film_id as movie',
      'r.content',
      'r.created_at',
      'r.updated_at',
      's.like_count',
      's.comment_count',
      'r.is_spoiler',
      'r.is_positive',
      sql<boolean>`s.visibility <> 'public'`.as('private'),
      isLikedBy(viewer).as('is_liked'),
    ])

const byId = prepare((db, { id, viewer }: { id: number; viewer: number }) =>
  selectReviews(db, viewer).where('r.id', '=', id).where(isVisible(viewer)),
)

export type ReviewRow = Awaited<ReturnType<typeof byId>>[number]

/** A review as the viewer sees it; undefined where there is none for them. */
export const findReview = async (db: Db, id: number, viewer: number): Promise<ReviewRow | undefined> =>
  (await byId(db, { id, viewer }))[0]

/** What of a film's reviews is asked for; `private` are the viewer's own that nobody else sees. */
export type ReviewFilter = 'all' | 'following' | 'private'

export interface ReviewPage {
  filter: ReviewFilter
  limit: number
  /** Id of the last one of the page before. */
  cursor?: number | undefined
}

interface Values {
  film: number
  viewer: number
  cursor: number | undefined
}

const before = (cursor: number | undefined) => sql<boolean>`r.id < ${cursor}`

/** Exported for the test of its plan. */
export const selectOfFilm = (db: Db, { film, viewer, cursor }: Values, limit: number, isFirst: boolean) =>
  selectReviews(db, viewer)
    .where('r.film_id', '=', film)
    .$if(!isFirst, query => query.where(before(cursor)))
    .where(isVisible(viewer))
    .where(isNotMuted(viewer, sql.ref('s.owner')))
    .orderBy('r.id', 'desc')
    .limit(limit)

/** Exported for the test of its plan. */
export const selectPrivate = (db: Db, { film, viewer, cursor }: Values, limit: number, isFirst: boolean) =>
  selectReviews(db, viewer)
    .where('r.owner', '=', viewer)
    .where('r.film_id', '=', film)
    .where(sql<boolean>`s.visibility <> 'public' and s.state <> 'removed'`)
    .$if(!isFirst, query => query.where(before(cursor)))
    .orderBy('r.id', 'desc')
    .limit(limit)

/**
 * From those whom the viewer follows: among all reviews of a film there may be none of theirs. Exported for the test of
 * its plan.
 */
export const selectOfFollowed = (db: Db, { film, viewer, cursor }: Values, limit: number, isFirst: boolean) => {
  const newest = sql<{ id: number }>`(
    select r.id from (select f.followee from follows f where f.follower = ${viewer} offset 0) followed
    cross join lateral (
      select r.id from reviews r join subjects s on s.id = r.id
      where r.owner = followed.followee and r.film_id = ${film} ${isFirst ? sql`` : sql`and ${before(cursor)}`}
        and ${isVisible(viewer)} and ${isNotMuted(viewer, sql.ref('s.owner'))}
      order by r.id desc limit ${sql.lit(limit)}
    ) r order by r.id desc limit ${sql.lit(limit)})`
  return selectReviews(db, viewer)
    .innerJoin(newest.as('newest'), 'newest.id', 'r.id')
    .orderBy('r.id', 'desc')
    .limit(limit)
}

const selects = { all: selectOfFilm, following: selectOfFollowed, private: selectPrivate }
const page = prepare((db, values: Values, filter: ReviewFilter, limit: number, isFirst: boolean) =>
  selects[filter](db, values, limit, isFirst),
)

/** Of a film, the newest first; nothing is of nobody's. */
export const listReviews = async (
  db: Db,
  film: number,
  viewer: number,
  { filter, limit, cursor }: ReviewPage,
): Promise<ReviewRow[]> => page(db, { film, viewer, cursor }, filter, limit, cursor === undefined)

/** Of each topic so many, the most liked. Exported for the test of its plan. */
export const selectOpinions = (
  db: Db,
  { positive, negative, viewer }: { positive: string; negative: string; viewer: number },
  limit: number,
) => {
  const most = sql<{ id: number }>`(
    select o.id from (values (${positive}::text), (${negative}::text)) asked(topic)
    cross join lateral (
      select s.id from subjects s
      where ${ofKind} and s.topic = asked.topic and ${isPublic} and ${isFed(viewer)}
      order by s.like_count desc, s.id desc limit ${sql.lit(limit)}
    ) o)`
  return selectReviews(db, viewer)
    .innerJoin(most.as('most'), 'most.id', 'r.id')
    .orderBy('s.like_count', 'desc')
    .orderBy('s.id', 'desc')
}

const opinions = prepare((db, values: { positive: string; negative: string; viewer: number }, limit: number) =>
  selectOpinions(db, values, limit),
)

/** Of a film, the most liked that speak well of it and the most liked that do not. */
export const listOpinions = async (db: Db, film: number, viewer: number, limit: number) => {
  const rows = await opinions(db, { positive: topicOf(film, true), negative: topicOf(film, false), viewer }, limit)
  return { positive: rows.filter(row => row.is_positive), negative: rows.filter(row => row.is_positive === false) }
}
