import type { SocialUser } from '@mudig/shared/accounts/social-schemas'
import { type Expression, type RawBuilder, sql } from 'kysely'
import { isNotMuted, isPersonShown } from './people.js'
import { socialUser } from './social-user.js'

/*
 * Comments as the clients know them that name rows by UUIDs: the newest first, each with the newest reply to it.
 */

export interface Said {
  uuid: string
  user: SocialUser
  content: string
  likes_count: number
  is_liked: boolean
  created_at: string
  updated_at: string
}

export interface Thread extends Said {
  reply: Said | null
}

/** What is said of a comment, over the alias. */
const saidFields = (viewer: number, alias: string) => {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return sql`'uuid', ${of('uuid')}, 'user', ${socialUser(viewer, sql.ref<number>(`${alias}.writer`))}, 'content', ${of('content')},
    'likes_count', ${of('like_count')},
    'is_liked', coalesce((select true from comment_likes mine where mine.comment_id = ${of('id')} and mine.user_id = ${viewer}), false),
    'created_at', ${of('created_at')}, 'updated_at', ${of('updated_at')}`
}

/** Whether somebody's words are shown, over an alias of comments of which the index holds no deleted ones. */
const isShown = (viewer: number, alias: string) =>
  sql<boolean>`${sql.ref(`${alias}.is_active`)} and (${sql.ref(`${alias}.hidden_at`)} is null or ${sql.ref(`${alias}.writer`)} = ${viewer})
    and ${isPersonShown(viewer, sql.ref<number>(`${alias}.writer`))}`

/** A comment as one JSON object, over the alias. */
export const said = (viewer: number, alias: string): RawBuilder<Said> =>
  sql<Said>`json_build_object(${saidFields(viewer, alias)})`

/**
 * The same with the newest reply to it that the viewer sees. @param isUnasked leaves out replies of whom the viewer has
 * muted
 */
export const thread = (viewer: number, alias: string, { isUnasked = false } = {}): RawBuilder<Thread> =>
  sql<Thread>`json_build_object(${saidFields(viewer, alias)}, 'reply', (
    select ${said(viewer, 'r')} from subject_comments r
    where r.parent = ${sql.ref(`${alias}.id`)} and ${isShown(viewer, 'r')}
      ${isUnasked ? sql`and ${isNotMuted(viewer, sql.ref<number>('r.writer'))}` : sql``}
    order by r.id desc limit 1))`

export interface ThreadPage {
  limit: number
  /** Only what is older than this one. */
  before?: number | undefined
}

type Paged<Row> = { id: number; comment: Row }

/**
 * The newest comments of a subject that begin a thread, or the newest replies to a comment, as one JSON array with their
 * ids.
 */
export const newestThreads = (
  viewer: number,
  subject: Expression<number>,
  { limit, before }: ThreadPage,
): RawBuilder<Paged<Thread>[]> =>
  newest(viewer, sql`n.subject_id = ${subject} and n.parent is null`, thread(viewer, 'n'), { limit, before })

export const newestReplies = (
  viewer: number,
  comment: Expression<number>,
  { limit, before }: ThreadPage,
): RawBuilder<Paged<Said>[]> => newest(viewer, sql`n.parent = ${comment}`, said(viewer, 'n'), { limit, before })

const newest = <Row>(
  viewer: number,
  which: RawBuilder<unknown>,
  row: RawBuilder<Row>,
  { limit, before }: ThreadPage,
): RawBuilder<Paged<Row>[]> => sql`coalesce((
  select json_agg(json_build_object('id', n.id, 'comment', ${row}) order by n.id desc) from (
    select n.* from subject_comments n
    where ${which} and ${isShown(viewer, 'n')} ${before === undefined ? sql`` : sql`and n.id < ${before}`}
    order by n.id desc limit ${limit}
  ) n), '[]')`

/** The page that was asked for of one more rows, and what the next one comes before. */
export const toThreadPage = <Row>(rows: readonly Paged<Row>[], limit: number) => {
  const shown = rows.slice(0, limit)
  return { comments: shown.map(({ comment }) => comment), next: rows.length > limit ? shown.at(-1)!.id : undefined }
}

/**
 * What the two newest of a list have, without ids. Beside a post they come unasked, so nobody is among them whom the viewer
 * has muted.
 */
export const twoNewestThreads = (viewer: number, subject: Expression<number>): RawBuilder<Thread[]> => sql`coalesce((
  select json_agg(${thread(viewer, 'n', { isUnasked: true })} order by n.id desc) from (
    select n.* from subject_comments n
    where n.subject_id = ${subject} and n.parent is null and ${isShown(viewer, 'n')}
      and ${isNotMuted(viewer, sql.ref<number>('n.writer'))}
    order by n.id desc limit 2
  ) n), '[]')`
