import { ApiError } from '@mudig/shared/core/errors'
import { commentErrors } from '@mudig/shared/subjects/comment-errors'
import { type Expression, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isWriterShown } from './people.js'
import type { SubjectKind } from './subjects.js'
import { type Held, holdVisible, isVisible } from './visible.js'
import { writerOf } from './writers.js'

/*
 * A thread is a comment and the replies to it, one level deep; its number is the comment's id. Everything that changes
 * a subject's comments holds the subject's row, so that its counter, which counts those that are not deleted, is right.
 */

/** The same words again within this time are the second click of a double one, or a request whose answer was lost. */
const doubleClickSeconds = 10

/** Of a thread that a link leads into: so many replies before the comment and so many after it are shown. */
const linkReach = 100

/**
 * Whether the viewer is shown a comment `c`: neither it nor what its thread began with is hidden, and their writers are
 * neither suspended nor kept apart from the viewer.
 */
export const isCommentShown = (viewer: number) =>
  sql<boolean>`((c.hidden_at is null or c.writer = ${viewer}) and ${isWriterShown(viewer, sql.ref('c.writer'))}
    and (c.parent is null or coalesce((
      select (t.hidden_at is null or t.writer = ${viewer}) and ${isWriterShown(viewer, sql.ref('t.writer'))}
      from subject_comments t where t.id = c.thread), true)))`

/** A comment with its thread and who wrote it. */
const commentColumns = (db: Db, viewer: number) =>
  [
    'c.is_active',
    'c.subject_id',
    'c.id',
    'c.content',
    'c.writer',
    'c.parent',
    'c.created_at',
    'c.updated_at',
    'c.thread',
    'c.position_ms',
    'c.is_spoiler',
    writerOf(db, sql.ref<number>('c.writer'), viewer).as('writer_profile'),
  ] as const

export interface CommentPosition {
  thread: number
  id: number
}

export interface CommentPage {
  limit: number
  /** Only what comes before this one in the order of threads. */
  before?: CommentPosition | undefined
  /** Id of a comment whose thread is shown whichever page it is on. */
  linked?: number | undefined
}

/**
 * What a page is made of, in the order of threads: the newest comments and one more, which tells whether there are
 * others; what the oldest of them replies to; and the neighbourhood of a linked one. `toPage` makes the page of it.
 */
export const selectForPage = (
  db: Db,
  subject: Expression<number>,
  viewer: number,
  { limit, before, linked }: CommentPage,
) =>
  jsonArrayFrom(
    db
      .with('newest', query =>
        query
          .selectFrom('subject_comments as c')
          .selectAll()
          .where('c.subject_id', '=', subject)
          .where(isCommentShown(viewer))
          .$if(before !== undefined, rows =>
            rows.where(sql<boolean>`(c.thread, c.id) < (${before!.thread}::int8, ${before!.id}::int8)`),
          )
          .orderBy('c.thread', 'desc')
          .orderBy('c.id', 'desc')
          .limit(limit + 1),
      )
      .selectFrom(({ selectFrom }) => {
        // Pages are cut anywhere, but only the thread at the cut can miss its beginning.
        const shown = selectFrom('newest')
          .selectAll()
          .union(
            selectFrom('subject_comments as c')
              .selectAll()
              .where('c.id', '=', eb => eb.selectFrom('newest').select(({ fn }) => fn.min<number>('thread').as('id'))),
          )
        return (linked === undefined ? shown : shown.union(neighbourhood(db, subject, viewer, linked))).as('c')
      })
      .select(commentColumns(db, viewer))
      .orderBy('c.thread')
      .orderBy('c.id'),
  )

/** A comment, what its thread begins with, and the replies around it. */
const neighbourhood = (db: Db, subject: Expression<number>, viewer: number, id: number) => {
  const thread = () =>
    db.selectFrom('subject_comments as l').select('l.thread').where('l.id', '=', id).where('l.subject_id', '=', subject)
  const inThread = () =>
    db
      .selectFrom('subject_comments as c')
      .selectAll()
      .where('c.subject_id', '=', subject)
      .where('c.thread', '=', thread())
      .where(isCommentShown(viewer))
  return inThread()
    .where('c.parent', 'is', null)
    .unionAll(eb =>
      eb.parens(
        inThread()
          .where('c.id', '<=', id)
          .orderBy('c.id', 'desc')
          .limit(linkReach + 1),
      ),
    )
    .union(eb => eb.parens(inThread().where('c.id', '>', id).orderBy('c.id').limit(linkReach)))
}

/**
 * The page that was asked for, every reply after what it replies to, and where the next one begins; that one may repeat
 * the beginning of a thread.
 */
export const toPage = <Row extends { id: number; thread: number }>(
  rows: readonly Row[],
  { limit, linked }: CommentPage,
) => {
  const page = rows.slice(-limit)
  const ids = new Set(page.flatMap(({ id, thread }) => [id, thread]))
  const linkedThread = rows.find(({ id }) => id === linked)?.thread
  return {
    comments: rows.filter(({ id, thread }) => ids.has(id) || thread === linkedThread),
    next: rows.length > limit ? { thread: page[0]!.thread, id: page[0]!.id } : undefined,
  }
}

/** A page's values and variant for `prepare`; `commentPage` puts them together again. */
export const commentValues = ({ before, linked }: CommentPage) => ({
  thread: before?.thread,
  before: before?.id,
  linked,
})
export const commentVariant = ({ limit, before, linked }: CommentPage) =>
  [limit, before === undefined, linked === undefined] as const
export const commentPage = (
  { thread, before, linked }: ReturnType<typeof commentValues>,
  [limit, isFirst, isUnlinked]: ReturnType<typeof commentVariant>,
): CommentPage => ({
  limit,
  before: isFirst ? undefined : { thread: thread!, id: before! },
  linked: isUnlinked ? undefined : linked,
})

const pageOfComments = prepare(
  (
    db,
    values: { kind: string; subjectId: number; viewer: number } & ReturnType<typeof commentValues>,
    ...variant: ReturnType<typeof commentVariant>
  ) =>
    db
      .selectFrom('subjects as s')
      .select(({ ref }) => selectForPage(db, ref('s.id'), values.viewer, commentPage(values, variant)).as('comments'))
      .where('s.id', '=', values.subjectId)
      .where('s.kind', '=', values.kind)
      .where(isVisible(values.viewer)),
)

/** Comments of a subject in one statement; undefined when there is no such subject of the kind for the viewer. */
export const listComments = async (
  db: Db,
  { name: kind }: SubjectKind,
  subjectId: number,
  viewer: number,
  page: CommentPage,
) => {
  const values = { kind, subjectId, viewer, ...commentValues(page) }
  const [found] = await pageOfComments(db, values, ...commentVariant(page))
  return found && toPage(found.comments, page)
}

export interface NewComment {
  subject_id: number
  content: string
  /** The comment that this one replies to; a reply to a reply stands beside it. */
  parent_id?: number | undefined
  /** Where in the subject, in milliseconds. */
  position_ms?: number | undefined
  /** It tells what others may not want to know yet. */
  is_spoiler?: boolean | undefined
}

/**
 * Writes a comment, or finds the one that the same click has written already.
 *
 * @returns the comment and whether it is new
 * @throws ApiError the kind's `notFound`, commentNotFound where the parent is not there, tokenInvalid where the writer
 * has left
 */
export const writeComment = async (trx: Trx, kind: SubjectKind, writer: number, wanted: NewComment) => {
  const { subject_id, content, parent_id, position_ms = null, is_spoiler = false } = wanted
  if (!(await holdVisible(trx, kind, subject_id, writer))) throw new ApiError(kind.notFound)
  const parent = parent_id === undefined ? null : await findThread(trx, subject_id, parent_id, writer)
  const comment = { subject_id, content, parent, position_ms }
  const written = await findJustWritten(trx, writer, comment)
  if (written) return { comment: written, is_new: false }
  const added = await trx
    .with('c', query =>
      query
        .insertInto('subject_comments')
        .values({ ...comment, writer, is_spoiler })
        .returningAll(),
    )
    .with('counted', query =>
      query.updateTable('subjects').set({ comment_count: sql`comment_count + 1` }).where('id', '=', subject_id),
    )
    .selectFrom('c')
    .select(commentColumns(trx, writer))
    .executeTakeFirstOrThrow()
  return { comment: added, is_new: true }
}

/** Nobody answers what nobody can read any longer. */
const findThread = async (trx: Trx, subject: number, id: number, viewer: number): Promise<number> => {
  const found = await trx
    .selectFrom('subject_comments as c')
    .select('thread')
    .where('id', '=', id)
    .where('subject_id', '=', subject)
    .where('is_active', '=', true)
    .where(isCommentShown(viewer))
    .executeTakeFirst()
  if (!found) throw new ApiError(commentErrors.commentNotFound)
  return found.thread
}

const findJustWritten = (
  trx: Trx,
  writer: number,
  wanted: { subject_id: number; content: string; parent: number | null; position_ms: number | null },
) =>
  trx
    .selectFrom(({ selectFrom }) =>
      selectFrom('subject_comments').selectAll().where('writer', '=', writer).orderBy('id', 'desc').limit(1).as('c'),
    )
    .select(commentColumns(trx, writer))
    .where('c.subject_id', '=', wanted.subject_id)
    .where('c.content', '=', wanted.content)
    .where('c.parent', 'is not distinct from', wanted.parent)
    .where('c.position_ms', 'is not distinct from', wanted.position_ms)
    .where('c.is_active', '=', true)
    .where('c.created_at', '>', sql<Date>`now() - ${doubleClickSeconds} * interval '1 second'`)
    .executeTakeFirst()

/**
 * Changes one's own comment. What is left out stays.
 * @throws ApiError commentNotFound, also where its subject is not to be seen; tokenInvalid
 */
export const editComment = async (
  trx: Trx,
  kind: SubjectKind,
  writer: number,
  id: number,
  change: { content: string; is_spoiler?: boolean | undefined },
) => {
  await holdSubjectOf(trx, kind, writer, id)
  const comment = await trx
    .with('c', query =>
      query
        .updateTable('subject_comments')
        // Not now(), when the transaction began to wait for the lock: a change must look newer than what it changes.
        .set({ ...change, updated_at: sql`clock_timestamp()` })
        .where('id', '=', id)
        .where('writer', '=', writer)
        .where('is_active', '=', true)
        .returningAll(),
    )
    .selectFrom('c')
    .select(commentColumns(trx, writer))
    .executeTakeFirst()
  if (!comment) throw new ApiError(commentErrors.commentNotFound)
  return comment
}

/**
 * Deletes a comment of one's own, or one of anybody from what one owns. Its words are gone; its place in the thread
 * stays.
 * @throws ApiError commentNotFound, also where its subject is not to be seen; tokenInvalid
 */
export const deleteComment = async (trx: Trx, kind: SubjectKind, user: number, id: number): Promise<void> => {
  const subject = await holdSubjectOf(trx, kind, user, id)
  const deleted = await trx
    .with('gone', query =>
      query
        .updateTable('subject_comments')
        .set({ is_active: false, content: '', updated_at: sql`clock_timestamp()` })
        .where('id', '=', id)
        .where('is_active', '=', true)
        .$if(subject.owner !== user, rows => rows.where('writer', '=', user))
        .returning(['subject_id', 'hidden_at']),
    )
    .updateTable('subjects')
    .from('gone')
    .set({
      // What was hidden is not counted already.
      comment_count: sql`greatest(0, comment_count - case when gone.hidden_at is null then 1 else 0 end)`,
    })
    .whereRef('subjects.id', '=', 'gone.subject_id')
    .returning('subjects.id')
    .executeTakeFirst()
  if (!deleted) throw new ApiError(commentErrors.commentNotFound)
}

/** A comment never moves to another subject, so that may be looked up before it is locked. */
export const holdSubjectOf = async (trx: Trx, kind: SubjectKind, user: number, commentId: number): Promise<Held> => {
  const comment = await trx
    .selectFrom('subject_comments')
    .select('subject_id')
    .where('id', '=', commentId)
    .where('is_active', '=', true)
    .executeTakeFirst()
  const subject = comment && (await holdVisible(trx, kind, comment.subject_id, user))
  if (!subject) throw new ApiError(commentErrors.commentNotFound)
  return subject
}
