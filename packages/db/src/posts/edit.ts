import { ApiError } from '@mudig/shared/core/errors'
import { foldText } from '@mudig/shared/core/fold-text'
import { postErrors } from '@mudig/shared/posts/errors'
import { tagsOf } from '@mudig/shared/posts/words'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { lockSubjects, setState, setVisibility } from '../subjects/subjects.js'
import { allTags, topicOf } from './create.js'
import { type PostPicture, setAlts, setPictures } from './pictures.js'
import { type PostRow, type PostState, selectPosts } from './posts.js'
import { type Author, announceOnce, tellMentionedIn } from './publish.js'
import { setTags } from './tags.js'

/** What is left out stays. */
export interface PostChange {
  text?: string | undefined
  tags?: readonly string[] | undefined
  category?: string | null | undefined
  pictures?: readonly PostPicture[] | undefined
  /** What the pictures show, where those stay. */
  alts?: readonly string[] | undefined
  state?: PostState | undefined
}

/** One's own post, locked before its subject, as everybody does. @throws ApiError postNotFound */
const holdOwnPost = async (trx: Trx, uuid: string, owner: number) => {
  const held = await trx
    .selectFrom('posts as p')
    .select(['p.id', 'p.text', 'p.category', 'p.seq'])
    .where('p.uuid', '=', uuid)
    .where('p.owner', '=', owner)
    .forNoKeyUpdate('p')
    .executeTakeFirst()
  if (!held || (await lockSubjects(trx, [held.id])).length === 0) throw new ApiError(postErrors.postNotFound)
  const there = await trx
    .selectFrom('subjects')
    .select(['state', 'visibility'])
    .where('id', '=', held.id)
    .where('state', '<>', 'removed')
    .executeTakeFirst()
  if (!there) throw new ApiError(postErrors.postNotFound)
  const { rows } = await sql<{ tags: string[] }>`select array(
    select g.name from post_tags x join tags g on g.id = x.tag_id where x.post_id = ${held.id} order by x.position) as tags`.execute(
    trx,
  )
  return { ...held, ...there, tags: rows[0]!.tags }
}

/**
 * Changes a post of one's own. What was published keeps its place in lists and bears the mark of an edit where words,
 * tags or pictures change.
 * @throws ApiError postNotFound, postPublished, tooManyTags, pictureUnknown
 */
export const editPost = async (trx: Trx, uuid: string, author: Author, change: PostChange): Promise<PostRow> => {
  const held = await holdOwnPost(trx, uuid, author.id)
  const { id } = held
  const wasPublished = held.seq !== null
  if (change.state === 'draft' && wasPublished) throw new ApiError(postErrors.postPublished)
  const text = change.text ?? held.text
  // Tags of the words before go with them.
  const named = change.tags ?? (change.text === undefined ? held.tags : withoutTagsOf(held.text, held.tags))
  const isWorded = change.text !== undefined || change.tags !== undefined
  if (isWorded) await setTags(trx, id, allTags(text, named))
  const isPictured = change.pictures !== undefined || change.alts !== undefined
  if (change.pictures) await setPictures(trx, id, author, change.pictures)
  else if (change.alts) await setAlts(trx, id, change.alts)
  const category = change.category === undefined ? held.category : change.category
  const isShown = change.state === 'published' || change.state === 'hidden'
  const isFirst = change.state === 'published' && !wasPublished
  await trx
    .updateTable('posts')
    .set({
      text,
      category,
      // Not now(), when the transaction began to wait for the lock.
      updated_at: sql<Date>`clock_timestamp()`,
      ...(isFirst && { seq: sql<number>`nextval('subjects_id_seq')`, published_at: sql<Date>`clock_timestamp()` }),
      ...(wasPublished &&
        (isWorded || isPictured || change.category !== undefined) && { edited_at: sql<Date>`clock_timestamp()` }),
    })
    .where('id', '=', id)
    .execute()
  await trx
    .updateTable('subjects')
    .set({ topic: topicOf(category) })
    .where('id', '=', id)
    .execute()
  if (isShown) {
    await setVisibility(trx, id, change.state === 'hidden' ? 'private' : 'public')
    await setState(trx, [id], 'ready')
  }
  const isPublishedNow = isShown ? change.state === 'published' : held.state === 'ready' && held.visibility === 'public'
  if (isPublishedNow) {
    await tellMentionedIn(trx, { subject_id: id, comment_id: null }, author, text)
    await announceOnce(trx, id, author)
  }
  return selectPosts(trx, author.id).where('s.id', '=', id).executeTakeFirstOrThrow()
}

/** Tags that stand beside a text and not in it. */
const withoutTagsOf = (text: string, tags: readonly string[]): string[] => {
  const inText = new Set(tagsOf(text, []).map(foldText))
  return tags.filter(tag => !inText.has(foldText(tag)))
}
