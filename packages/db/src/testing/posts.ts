import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { createPost, type NewPost } from '../posts/create.js'
import { postSubject } from '../posts/subject.js'

export interface TestPost {
  id: number
  uuid: string
}

/** A post that everybody sees, unless told otherwise. */
export const aPost = async (db: Db, owner: number, given: Partial<NewPost> = {}): Promise<TestPost> => {
  const post = { text: '귤이 잘 익었어요', ...given }
  const author = { id: owner, request_id: 'test' }
  const { id, uuid } = await db
    .transaction()
    .execute(trx => createPost(trx, author, post, { perDay: Number.MAX_SAFE_INTEGER }))
  return { id, uuid }
}

/** Many published ones in one statement: one for each row of a query that answers `owner`. @returns their ids */
export const manyPosts = async (db: Db, owners: RawBuilder<unknown>, text = '귤'): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    insert into subjects (kind, owner, state) select ${postSubject.name}, owner, 'ready' from (${owners}) as owners
    returning id`.execute(db)
  const ids = rows.map(row => row.id)
  const these = sql`subjects where id = any(${ids}::int8[])`
  await sql`
    insert into posts (id, owner, text, seq, published_at) select id, owner, ${text}, id, now() from ${these}`.execute(
    db,
  )
  await sql`insert into post_counts (post_id) select id from ${these}`.execute(db)
  return ids
}

/** A comment on a post, or a reply. @returns its id and UUID */
export const aPostComment = async (
  db: Db,
  writer: number,
  subject_id: number,
  { parent = null, content = '저도요' }: { parent?: number | null; content?: string } = {},
): Promise<TestPost> => {
  const { id, uuid } = await db
    .insertInto('subject_comments')
    .values({ subject_id, writer, parent, content })
    .returning(['id', 'uuid'])
    .executeTakeFirstOrThrow()
  await db.updateTable('subjects').set({ comment_count: sql`comment_count + 1` }).where('id', '=', subject_id).execute()
  return { id, uuid: uuid! }
}
