import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { reviewErrors } from '@mudig/shared/reviews/errors'
import { analyseReview } from '@mudig/shared/reviews/queues'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { deleteSubjects, insertSubject, lockSubjects } from '../subjects/subjects.js'
import { holdVisible, isVisible } from '../subjects/visible.js'
import { type ReviewRow, selectReviews } from './reviews.js'
import { jobSubjectOf, reviewSubject, topicOf } from './subject.js'

/** Who writes, and of which request. */
export interface Reviewer {
  id: number
  request_id: string
}

export interface NewReview {
  film: number
  content: string
  isSpoiler?: boolean | undefined
  isPrivate?: boolean | undefined
}

const quotaSeconds = 86_400
/** The same words about the same film within this time are the second click of a double one. */
const doubleClickSeconds = 10

const visibilityOf = (isPrivate: boolean) => (isPrivate ? 'private' : 'public')

/**
 * @param perDay how many somebody may write in 24 hours
 * @throws ApiError reviewedFilmNotFound, tooManyReviews, tokenInvalid where the account is gone
 */
export const createReview = async (
  trx: Trx,
  reviewer: Reviewer,
  { film, content, isSpoiler = false, isPrivate = false }: NewReview,
  { perDay }: { perDay: number },
): Promise<ReviewRow> => {
  const found = await trx.selectFrom('films').select('id').where('id', '=', film).forKeyShare().executeTakeFirst()
  if (!found) throw new ApiError(reviewErrors.reviewedFilmNotFound)
  await requireRoom(trx, reviewer.id, perDay)
  const written = await findJustWritten(trx, reviewer.id, film, content)
  const id = written ?? (await insert(trx, reviewer, { film, content, isSpoiler, isPrivate }))
  return selectReviews(trx, reviewer.id).where('r.id', '=', id).executeTakeFirstOrThrow()
}

const insert = async (
  trx: Trx,
  reviewer: Reviewer,
  { film, content, isSpoiler, isPrivate }: Required<NewReview>,
): Promise<number> => {
  const id = await insertSubject(trx, reviewSubject, {
    owner: reviewer.id,
    state: 'ready',
    visibility: visibilityOf(isPrivate === true),
    topic: topicOf(film, null),
  })
  const { text_hash } = await trx
    .insertInto('reviews')
    .values({ id, owner: reviewer.id, film_id: film, content, is_spoiler: isSpoiler === true })
    .returning('text_hash')
    .executeTakeFirstOrThrow()
  await analyse(trx, { review_id: id, text_hash }, reviewer)
  return id
}

const analyse = async (
  trx: Trx,
  of: { review_id: number; text_hash: string; again?: true },
  { id: user_id, request_id }: Reviewer,
) => {
  const about = { user_id, subject: jobSubjectOf(of.review_id), request_id }
  await addJob(trx, analyseReview, { v: 1, ...of }, about)
}

/** The owner's row is locked, so that parallel requests are counted one after the other. */
const requireRoom = async (trx: Trx, owner: number, most: number): Promise<void> => {
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', owner)
    .where('is_active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!user) throw new ApiError(httpErrors.tokenInvalid)
  const { rows } = await sql<{ seconds_left: number }>`
    select ceil(extract(epoch from s.created_at - now()) + ${quotaSeconds})::int as seconds_left
    from subjects s where s.owner = ${owner} and s.kind = ${reviewSubject.name}
    order by s.id desc offset ${most - 1} limit 1`.execute(trx)
  const seconds = rows[0]?.seconds_left ?? 0
  if (seconds > 0) throw new ApiError(reviewErrors.tooManyReviews, { retryAfterSeconds: seconds })
}

const findJustWritten = async (trx: Trx, owner: number, film: number, content: string): Promise<number | undefined> => {
  const newest = await trx
    .selectFrom('reviews as r')
    .innerJoin('subjects as s', 's.id', 'r.id')
    .select(['r.id', 'r.content', sql<boolean>`s.state = 'ready'`.as('is_there')])
    .where('r.owner', '=', owner)
    .where('r.film_id', '=', film)
    .where('r.created_at', '>', sql<Date>`now() - ${doubleClickSeconds} * interval '1 second'`)
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.is_there && newest.content === content ? newest.id : undefined
}

export interface ReviewChange {
  content: string
  isSpoiler?: boolean | undefined
  isPrivate?: boolean | undefined
}

/**
 * What is left out stays, and so does a mark as a spoiler: readers may have given it. Rows of reviews are written under
 * the lock of their subjects alone.
 * @throws ApiError reviewNotFound, reviewOfAnother, tokenInvalid
 */
export const editReview = async (
  trx: Trx,
  id: number,
  reviewer: Reviewer,
  { content, isSpoiler, isPrivate }: ReviewChange,
): Promise<ReviewRow> => {
  const held = await holdVisible(trx, reviewSubject, id, reviewer.id)
  if (!held) throw new ApiError(reviewErrors.reviewNotFound)
  if (held.owner !== reviewer.id) throw new ApiError(reviewErrors.reviewOfAnother)
  const before = await trx
    .selectFrom('reviews as r')
    .innerJoin('subjects as s', 's.id', 'r.id')
    .select(['r.content', 'r.film_id', 'r.is_positive', 's.visibility'])
    .where('r.id', '=', id)
    .executeTakeFirstOrThrow()
  const isNew = before.content !== content
  // While it was private nobody but the model of our own was asked.
  const isDoubtful = isPrivate === false && before.visibility === 'private' && before.is_positive === null
  const { text_hash } = await trx
    .updateTable('reviews')
    // Not now(), when the transaction began to wait for the lock.
    .set({
      content,
      updated_at: sql<Date>`clock_timestamp()`,
      ...(isSpoiler && { is_spoiler: true }),
      ...(isNew && { is_positive: null }),
    })
    .where('id', '=', id)
    .returning('text_hash')
    .executeTakeFirstOrThrow()
  if (isNew || isPrivate !== undefined)
    await trx
      .updateTable('subjects')
      .set({
        ...(isNew && { topic: topicOf(before.film_id, null) }),
        ...(isPrivate !== undefined && { visibility: visibilityOf(isPrivate) }),
      })
      .where('id', '=', id)
      .execute()
  if (isNew || isDoubtful)
    await analyse(trx, { review_id: id, text_hash, ...(!isNew && { again: true as const }) }, reviewer)
  return selectReviews(trx, reviewer.id).where('r.id', '=', id).executeTakeFirstOrThrow()
}

/** Removes a review of one's own with everything that people left there. @throws ApiError reviewNotFound, reviewOfAnother */
export const deleteReview = async (trx: Trx, id: number, owner: number): Promise<void> => {
  const [held] = await lockSubjects(trx, [id], { forRemoval: true })
  const seen = await trx
    .selectFrom('subjects as s')
    .select('s.id')
    .where('s.id', '=', id)
    .where('s.kind', '=', reviewSubject.name)
    .where(isVisible(owner))
    .executeTakeFirst()
  if (!held || !seen) throw new ApiError(reviewErrors.reviewNotFound)
  if (held.owner !== owner) throw new ApiError(reviewErrors.reviewOfAnother)
  await deleteSubjects(trx, [id])
}
