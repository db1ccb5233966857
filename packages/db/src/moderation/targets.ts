import { ApiError } from '@mudig/shared/core/errors'
import type { TargetType } from '@mudig/shared/moderation/actions'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { isCommentShown } from '../subjects/comments.js'
import { isRowShown } from '../subjects/people.js'
import { holdVisible } from '../subjects/visible.js'

/** What somebody means by a report, by ids as rows have them. */
export type Target =
  | { type: Exclude<TargetType, 'chat'>; id: number }
  /** Of a conversation somebody's part, with what was said around a message, or last. */
  | { type: 'chat'; id: number; person?: number | undefined; message?: number | undefined }

/** What a report keeps: whose it is, how it looks, and whose words else stand there. */
export interface Held {
  author: number
  snapshot: object
  shown_people: number[]
  /** Of a comment: the kind of what it is on. */
  on?: string
}

/** Where the rows of a kind are that a report keeps. */
const tables = {
  playlist: 'playlists',
  track: 'tracks',
  post: 'posts',
  product: 'products',
  review: 'reviews',
} as const
export type ReportedKind = keyof typeof tables
export const isKind = (type: TargetType): type is ReportedKind => type in tables

/** So many messages are kept on either side of the one that is meant. */
const around = 5

/**
 * What is reported, as its reporter sees it at this moment. A subject is held until the transaction ends.
 * @throws ApiError targetNotFound, also for a chat of which the reporter is no member
 */
export const holdTarget = async (trx: Trx, reporter: number, target: Target): Promise<Held> => {
  const found = await find(trx, reporter, target)
  if (!found) throw new ApiError(moderationErrors.targetNotFound)
  return { shown_people: [], ...found }
}

type Found = Omit<Held, 'shown_people'> & Partial<Held>

const find = (trx: Trx, reporter: number, target: Target): Promise<Found | undefined> => {
  if (target.type === 'user') return user(trx, reporter, target.id)
  if (target.type === 'comment') return comment(trx, reporter, target.id)
  if (target.type === 'chat') return chat(trx, reporter, target)
  return subject(trx, reporter, target.type, target.id)
}

const user = async (trx: Trx, reporter: number, id: number): Promise<Found | undefined> => {
  const row = await trx
    .selectFrom('users as u')
    .select(['u.handle', 'u.name', 'u.about', 'u.image', 'u.link_1', 'u.link_2'])
    .where('u.id', '=', id)
    .where(isRowShown(reporter, 'u'))
    .executeTakeFirst()
  return row && { author: id, snapshot: row }
}

const subject = async (trx: Trx, reporter: number, kind: ReportedKind, id: number): Promise<Found | undefined> => {
  const held = await holdVisible(trx, { name: kind, notFound: moderationErrors.targetNotFound }, id, reporter)
  if (!held) return undefined
  return { author: held.owner, snapshot: await contentOf(trx, kind, id) }
}

/** The row of a kind as it stands, without what only the machinery knows. */
const contentOf = async (db: Db, kind: ReportedKind, id: number): Promise<object> => {
  const { rows } = await sql<{ content: object }>`
    select to_jsonb(k) - '{id,owner,writer,slug,name_key,uuid}'::text[] as content
    from ${sql.table(tables[kind])} k where k.id = ${id}`.execute(db)
  return rows[0]?.content ?? {}
}

const comment = async (trx: Trx, reporter: number, id: number): Promise<Found | undefined> => {
  const about = await trx
    .selectFrom('subject_comments as c')
    .innerJoin('subjects as s', 's.id', 'c.subject_id')
    .select(['s.id', 's.kind'])
    .where('c.id', '=', id)
    .executeTakeFirst()
  const kind = about && { name: about.kind, notFound: moderationErrors.targetNotFound }
  if (!kind || !(await holdVisible(trx, kind, about.id, reporter))) return undefined
  // Under the lock: it may have been deleted while that was waited for.
  const row = await trx
    .selectFrom('subject_comments as c')
    .select(['c.writer', 'c.content', 'c.created_at', 'c.updated_at'])
    .where('c.id', '=', id)
    .where('c.is_active', '=', true)
    .where(isCommentShown(reporter))
    .executeTakeFirst()
  if (!row) return undefined
  const { writer, ...words } = row
  return { author: writer, on: about.kind, snapshot: { ...words, under: `${about.kind}/${about.id}` } }
}

interface Said {
  sender: number
  name: string
  content: string
  created_at: Date
}

const chat = async (
  trx: Trx,
  reporter: number,
  { id, person, message }: Target & { type: 'chat' },
): Promise<Found | undefined> => {
  const others = await trx
    .selectFrom('conversation_members as m')
    .innerJoin('conversation_members as o', 'o.conversation_id', 'm.conversation_id')
    .select(['o.user_id', 'm.joined_seq'])
    .where('m.conversation_id', '=', id)
    .where('m.user_id', '=', reporter)
    .where('m.left_at', 'is', null)
    .whereRef('o.user_id', '<>', 'm.user_id')
    .$if(person !== undefined, query => query.where('o.user_id', '=', person!))
    .limit(2)
    .execute()
  // Of several somebody has to be named.
  if (others.length !== 1) return undefined
  const { user_id: author, joined_seq } = others[0]!
  // As the chat shows it to who reports: nothing from before they came.
  const { rows: messages } = await sql<Said>`
    with meant as (
      select coalesce((select seq from messages where conversation_id = ${id} and id = ${message ?? null}::int8),
        (select max(seq) from messages where conversation_id = ${id})) as seq
    ), said as (
      (select x.* from messages x, meant
        where x.conversation_id = ${id} and x.seq <= meant.seq and x.seq > ${joined_seq}
        order by x.seq desc limit ${message === undefined ? 2 * around : around})
      union all
      (select x.* from messages x, meant
        where x.conversation_id = ${id} and x.seq > greatest(meant.seq, ${joined_seq})
        order by x.seq limit ${around})
    )
    select said.sender, u.name, said.content, said.created_at from said join users u on u.id = said.sender order by said.seq`.execute(
    trx,
  )
  return { author, snapshot: { messages }, shown_people: [...new Set(messages.map(({ sender }) => sender))] }
}

/** Whose ids on the wire are UUIDs, and where. */
const byUuid: Partial<Record<TargetType, string>> = {
  post: 'posts',
  product: 'products',
  comment: 'subject_comments',
  chat: 'conversations',
}

/** The row that a UUID of the wire names. @throws ApiError targetNotFound */
export const idOfUuid = async (db: Db, type: TargetType, uuid: string): Promise<number> => {
  const table = byUuid[type]
  if (table === undefined) throw new ApiError(moderationErrors.targetNotFound)
  const { rows } = await sql<{ id: number }>`select id from ${sql.table(table)} where uuid = ${uuid}`.execute(db)
  if (!rows[0]) throw new ApiError(moderationErrors.targetNotFound)
  return rows[0].id
}
