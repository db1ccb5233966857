import { spoilerOnProfile } from '@mudig/shared/reviews/words'
import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { isCommentShown } from '../subjects/comments.js'
import { isVisible } from '../subjects/visible.js'

/*
 * What somebody wrote about films and likes of that, as far as the viewer may see it. A profile has no cover that could
 * be lifted: of a spoiler others than its writer are told that it is one.
 */

const ofKind = sql<boolean>`s.kind = 'review'`

const covered = (viewer: number, of: { writer: string; content: string; isSpoiler: string }): RawBuilder<string> =>
  sql<string>`case when ${sql.ref(of.isSpoiler)} and ${sql.ref(of.writer)} <> ${viewer} then ${spoilerOnProfile}
    else ${sql.ref(of.content)} end`

/** Reviews `r` of subjects `s`, with their films. */
const reviews = (db: Db, viewer: number) =>
  db
    .selectFrom('subjects as s')
    .innerJoin('reviews as r', 'r.id', 's.id')
    .innerJoin('films as f', 'f.id', 'r.film_id')
    .select([
      'f.title as movie',
      covered(viewer, { writer: 's.owner', content: 'r.content', isSpoiler: 'r.is_spoiler' }).as('content'),
      sql<boolean>`s.visibility <> 'public'`.as('private'),
    ])
    .where(ofKind)
    .where(isVisible(viewer))

/** What somebody wrote, the last first. */
export const writtenReviews = (db: Db, person: Expression<number>, viewer: number, limit: number) =>
  reviews(db, viewer).where('r.owner', '=', person).orderBy('r.id', 'desc').limit(limit)

/** What somebody likes, the last first. */
export const likedReviews = (db: Db, person: Expression<number>, viewer: number, limit: number) =>
  reviews(db, viewer)
    .innerJoin('subject_likes as l', 'l.subject_id', 's.id')
    .where('l.user_id', '=', person)
    .where('l.kind', '=', sql.lit('review'))
    .orderBy('l.created_at', 'desc')
    .orderBy('l.subject_id', 'desc')
    .limit(limit)

/** Among how many of the newest comments that somebody likes those on reviews are looked for: posts have them, too. */
const lookedAt = 1_000

/** Comments on reviews that somebody likes, the last written first. */
export const likedComments = (db: Db, person: Expression<number>, viewer: number, limit: number) =>
  db
    .selectFrom(
      db
        .selectFrom('comment_likes as m')
        .select('m.comment_id')
        .where('m.user_id', '=', person)
        .orderBy('m.comment_id', 'desc')
        .limit(lookedAt)
        .as('newest'),
    )
    .innerJoin('subject_comments as c', 'c.id', 'newest.comment_id')
    .innerJoin('subjects as s', 's.id', 'c.subject_id')
    .select([
      'c.subject_id as review',
      covered(viewer, { writer: 'c.writer', content: 'c.content', isSpoiler: 'c.is_spoiler' }).as('content'),
    ])
    .where(ofKind)
    .where(isVisible(viewer))
    .where('c.is_active', '=', true)
    .where(isCommentShown(viewer))
    .orderBy('newest.comment_id', 'desc')
    .limit(limit)
