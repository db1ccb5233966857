import { ApiError } from '@mudig/shared/core/errors'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import type { SubjectKind } from './subjects.js'
import { holdVisible } from './visible.js'

export interface Like {
  /** Whether it is liked now. */
  is_liked: boolean
  like_count: number
  has_changed: boolean
  /** Of the subject. */
  owner: number
}

/**
 * Likes a subject, or likes it no longer.
 * @param wanted left out, it turns around whatever there is
 * @throws ApiError the kind's `notFound`, tokenInvalid where the user has left
 */
export const setLike = async (
  trx: Trx,
  kind: SubjectKind,
  subjectId: number,
  userId: number,
  wanted?: boolean,
): Promise<Like> => {
  const subject = await holdVisible(trx, kind, subjectId, userId)
  if (!subject) throw new ApiError(kind.notFound)
  const { rows } = await sql<Omit<Like, 'owner'>>`
    with liked as (
      select from subject_likes where subject_id = ${subjectId} and user_id = ${userId}
    ), wanted as (
      select coalesce(${wanted ?? null}::boolean, not exists (select from liked)) as is_liked
    ), gone as (
      delete from subject_likes using wanted where subject_id = ${subjectId} and user_id = ${userId} and not is_liked returning subject_id
    ), added as (
      insert into subject_likes (subject_id, user_id, kind)
      select ${subjectId}, ${userId}, ${kind.name} from wanted where is_liked and not exists (select from liked)
      returning subject_id
    )
    update subjects
    set like_count = greatest(0, like_count + (select count(*)::integer from added) - (select count(*)::integer from gone))
    where id = ${subjectId}
    returning like_count, (select is_liked from wanted) as is_liked,
      exists (select from added) or exists (select from gone) as has_changed`.execute(trx)
  return { ...rows[0]!, owner: subject.owner }
}

/** Whether the viewer likes what an alias `s` is. Not `exists`, which Postgres may answer by reading all their likes. */
export const isLikedBy = (viewer: number) =>
  sql<boolean>`coalesce((select true from subject_likes mine where mine.subject_id = s.id and mine.user_id = ${viewer}), false)`

/** Ids of all that somebody likes. */
export const likedBy = async (trx: Trx, user: number): Promise<number[]> => {
  const rows = await trx.selectFrom('subject_likes').select('subject_id').where('user_id', '=', user).execute()
  return rows.map(row => row.subject_id)
}

/** Takes back all likes of somebody. Requires that the subjects are locked, see `lockSubjects`. */
export const takeBackLikes = async (trx: Trx, user: number): Promise<void> => {
  await sql`
    with gone as (delete from subject_likes where user_id = ${user} returning subject_id)
    update subjects set like_count = greatest(0, like_count - 1) from gone where subjects.id = gone.subject_id`.execute(
    trx,
  )
}
