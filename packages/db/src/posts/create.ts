import { ApiError } from '@mudig/shared/core/errors'
import { foldText } from '@mudig/shared/core/fold-text'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { postErrors } from '@mudig/shared/posts/errors'
import { mostTags, tagsOf } from '@mudig/shared/posts/words'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { insertSubject } from '../subjects/subjects.js'
import { type PostPicture, setPictures } from './pictures.js'
import { type PostRow, selectPosts } from './posts.js'
import { type Author, announceOnce, tellMentionedIn } from './publish.js'
import { postSubject } from './subject.js'
import { setTags } from './tags.js'

export interface NewPost {
  text: string
  tags?: readonly string[] | undefined
  category?: string | null | undefined
  pictures?: readonly PostPicture[] | undefined
  state?: 'draft' | 'published' | undefined
}

const quotaSeconds = 86_400

/** The tags of a text and those beside it. @throws ApiError tooManyTags */
export const allTags = (text: string, named: readonly string[]): string[] => {
  const tags = tagsOf(text, named)
  if (tags.length > mostTags) throw new ApiError(postErrors.tooManyTags)
  return tags
}

/** What lists of posts could be divided by. */
export const topicOf = (category: string | null): string | null => category && foldText(category).slice(0, 60)

/**
 * Writes a post; a draft exists for its owner alone.
 * @param perDay how many somebody may write in 24 hours
 * @throws ApiError tooManyTags, postsExhausted, pictureUnknown, tokenInvalid where the account is gone
 */
export const createPost = async (
  trx: Trx,
  author: Author,
  { text, tags = [], category = null, pictures = [], state = 'published' }: NewPost,
  { perDay }: { perDay: number },
): Promise<PostRow> => {
  const allOfThem = allTags(text, tags)
  const isPublished = state === 'published'
  await requireRoom(trx, author.id, perDay)
  const id = await insertSubject(trx, postSubject, {
    owner: author.id,
    state: isPublished ? 'ready' : 'draft',
    ...(category !== null && { topic: topicOf(category)! }),
  })
  await trx
    .insertInto('posts')
    .values({ id, owner: author.id, text, category, ...(isPublished && { seq: id, published_at: sql<Date>`now()` }) })
    .execute()
  await trx.insertInto('post_counts').values({ post_id: id }).execute()
  await setTags(trx, id, allOfThem)
  if (pictures.length > 0) await setPictures(trx, id, author, pictures)
  if (isPublished) {
    await tellMentionedIn(trx, { subject_id: id, comment_id: null }, author, text)
    await announceOnce(trx, id, author)
  }
  return selectPosts(trx, author.id).where('s.id', '=', id).executeTakeFirstOrThrow()
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
  const row = await trx
    .selectFrom('posts')
    .select(sql<number>`ceil(extract(epoch from created_at - now()) + ${quotaSeconds})::int`.as('seconds_left'))
    .where('owner', '=', owner)
    .orderBy('id', 'desc')
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst()
  if (row && row.seconds_left > 0)
    throw new ApiError(postErrors.postsExhausted, { retryAfterSeconds: row.seconds_left })
}
