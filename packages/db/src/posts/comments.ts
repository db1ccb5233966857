import { ApiError } from '@mudig/shared/core/errors'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isCommentShown } from '../subjects/comments.js'
import { type LikerPlace, likersJson, toLikers } from '../subjects/likers.js'
import { isPersonShown } from '../subjects/people.js'
import {
  newestReplies,
  newestThreads,
  type Said,
  said,
  type Thread,
  type ThreadPage,
  thread,
  toThreadPage,
} from '../subjects/threads.js'
import { isVisible } from '../subjects/visible.js'
import { ofKind } from './posts.js'

interface Values {
  uuid: string
  viewer: number
  before: number | undefined
}

/** Subjects `s` of posts, by the post's UUID, that the viewer sees. */
const ofPost = (db: Db, { uuid, viewer }: { uuid: string; viewer: number }) =>
  db
    .selectFrom('posts as p')
    .innerJoin('subjects as s', 's.id', 'p.id')
    .where('p.uuid', '=', uuid)
    .where(isVisible(viewer))

/** Comments `c` on posts, by their UUIDs, that the viewer sees: either those that begin a thread, or replies. */
const ofComment = (
  db: Db,
  { uuid, viewer }: { uuid: string; viewer: number },
  which: 'comment' | 'reply' | 'any' = 'any',
) =>
  db
    .selectFrom('subject_comments as c')
    .innerJoin('subjects as s', 's.id', 'c.subject_id')
    .where('c.uuid', '=', uuid)
    .where('c.is_active', '=', true)
    .where(ofKind)
    .where(isVisible(viewer))
    .where(isPersonShown(viewer, sql.ref<number>('c.writer')))
    .where(isCommentShown(viewer))
    .$if(which === 'comment', query => query.where('c.parent', 'is', null))
    .$if(which === 'reply', query => query.where('c.parent', 'is not', null))

/** Exported for the test of its plan. */
export const selectThreads = (db: Db, values: Values, limit: number, isFirst: boolean) =>
  ofPost(db, values).select(({ ref }) =>
    newestThreads(values.viewer, ref('s.id'), { limit, before: isFirst ? undefined : values.before }).as('comments'),
  )

const threads = prepare((db, values: Values, limit: number, isFirst: boolean) =>
  selectThreads(db, values, limit, isFirst),
)

/** The newest comments on a post; undefined where there is no such post for the viewer. */
export const listThreads = async (db: Db, uuid: string, viewer: number, { limit, before }: ThreadPage) => {
  const [found] = await threads(db, { uuid, viewer, before }, limit + 1, before === undefined)
  return found && toThreadPage(found.comments, limit)
}

const replies = prepare((db, values: Values, limit: number, isFirst: boolean) =>
  ofComment(db, values, 'comment').select(({ ref }) =>
    newestReplies(values.viewer, ref('c.id'), { limit, before: isFirst ? undefined : values.before }).as('comments'),
  ),
)

/** The newest replies to a comment; undefined where there is no such comment for the viewer. */
export const listReplies = async (db: Db, uuid: string, viewer: number, { limit, before }: ThreadPage) => {
  const [found] = await replies(db, { uuid, viewer, before }, limit + 1, before === undefined)
  return found && toThreadPage(found.comments, limit)
}

export type OwnComment = Said & { post: string; parent: string | null }

const own = prepare(
  (db, { viewer, before }: { viewer: number; before: number | undefined }, limit: number, isFirst: boolean) =>
    db
      .selectFrom('subject_comments as c')
      .innerJoin('subjects as s', 's.id', 'c.subject_id')
      .innerJoin('posts as p', 'p.id', 's.id')
      .select([
        'c.id',
        said(viewer, 'c').as('comment'),
        'p.uuid as post',
        sql<string | null>`(select b.uuid from subject_comments b where b.id = c.parent)`.as('parent'),
      ])
      .where('c.writer', '=', viewer)
      .where('c.is_active', '=', true)
      .where(ofKind)
      .where(isVisible(viewer))
      .$if(!isFirst, query => query.where('c.id', '<', before!))
      .orderBy('c.id', 'desc')
      .limit(limit),
)

/** What somebody wrote about posts that they may still see, the newest first. */
export const listOwnComments = async (db: Db, viewer: number, { limit, before }: ThreadPage) => {
  const rows = await own(db, { viewer, before }, limit + 1, before === undefined)
  const comments = rows.slice(0, limit).map(({ comment, post, parent }): OwnComment => ({ ...comment, post, parent }))
  return { comments, next: rows.length > limit ? rows[limit - 1]!.id : undefined }
}

/** A comment by its id, as its writer sees it who has just written it. */
export const findThread = async (trx: Trx, id: number, viewer: number): Promise<Thread> => {
  const row = await trx
    .selectFrom('subject_comments as c')
    .select(thread(viewer, 'c').as('comment'))
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  return row.comment
}

export interface FoundComment {
  id: number
  subject_id: number
  /** Of the thread's beginning; null where it is that. */
  parent: number | null
}

/** @throws ApiError commentNotFound where there is none for the viewer */
export const findComment = async (
  db: Db,
  uuid: string,
  viewer: number,
  which: 'comment' | 'reply' | 'any' = 'any',
): Promise<FoundComment> => {
  const found = await ofComment(db, { uuid, viewer }, which)
    .select(['c.id', 'c.subject_id', 'c.parent'])
    .executeTakeFirst()
  if (!found) throw new ApiError(commentErrors.commentNotFound)
  return found
}

type LikedComment = 'comment' | 'reply'

interface LikersPage {
  limit: number
  after?: LikerPlace | undefined
}

interface LikersValues {
  uuid: string
  viewer: number
  microseconds: number | undefined
  user_id: number | undefined
}

const placeOf = ({ microseconds, user_id }: LikersValues, isFirst: boolean): LikerPlace | undefined =>
  isFirst ? undefined : { microseconds: microseconds!, user_id: user_id! }

const idOf = (column: string): RawBuilder<number> => sql<number>`${sql.ref(column)}`

/** Exported for the test of its plan. */
export const selectLikers = (db: Db, values: LikersValues, limit: number, isFirst: boolean) =>
  ofPost(db, values).select(
    likersJson('subject', idOf('s.id'), values.viewer, { limit, after: placeOf(values, isFirst) }).as('likers'),
  )

const postLikers = prepare((db, values: LikersValues, limit: number, isFirst: boolean) =>
  selectLikers(db, values, limit, isFirst),
)

const commentLikers = prepare((db, values: LikersValues, limit: number, isFirst: boolean, which: LikedComment) =>
  ofComment(db, values, which).select(
    likersJson('comment', idOf('c.id'), values.viewer, { limit, after: placeOf(values, isFirst) }).as('likers'),
  ),
)

/** Who likes a post, a comment or a reply, the newest first; undefined where there is no such thing for the viewer. */
export const listLikers = async (
  db: Db,
  what: 'post' | LikedComment,
  uuid: string,
  viewer: number,
  { limit, after }: LikersPage,
) => {
  const values = { uuid, viewer, microseconds: after?.microseconds, user_id: after?.user_id }
  const isFirst = after === undefined
  const [found] =
    what === 'post'
      ? await postLikers(db, values, limit, isFirst)
      : await commentLikers(db, values, limit, isFirst, what)
  return found && toLikers(found.likers, limit)
}

const countOf = prepare((db, values: { uuid: string; viewer: number }, which: LikedComment) =>
  ofComment(db, values, which).select('c.like_count'),
)

/** How many like a comment or a reply; undefined where there is none for the viewer. */
export const commentLikeCount = async (db: Db, which: LikedComment, uuid: string, viewer: number) =>
  (await countOf(db, { uuid, viewer }, which))[0]?.like_count

const postCountOf = prepare((db, values: { uuid: string; viewer: number }) => ofPost(db, values).select('s.like_count'))

/** The same of a post. */
export const postLikeCount = async (db: Db, uuid: string, viewer: number) =>
  (await postCountOf(db, { uuid, viewer }))[0]?.like_count
