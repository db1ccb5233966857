import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { isPictureShown } from '../objects/pictures.js'
import { attachPictures, discardPictures } from '../objects/uploads.js'
import type { Author } from './publish.js'
import { jobSubjectOf } from './subject.js'

export interface PostPicture {
  key: string
  alt: string
}

/**
 * Pictures of a post `p` over an alias `s` of its subject, in their order: for others those that were looked at, for
 * its owner also those that are being looked at.
 */
export const picturesOf = (viewer: number) => sql<PostPicture[]>`coalesce((
  select json_agg(json_build_object('key', i.key, 'alt', i.alt) order by i.position) from post_pictures i
  where i.post_id = p.id and ${isPictureShown(sql.ref<string>('i.key'), sql<boolean>`(s.owner = ${viewer})`)}), '[]')`

/**
 * Writes a post's pictures in the place of those that it had; what it shows no longer is had by nobody from then on.
 * @throws ApiError pictureUnknown where one is no upload of the author's own, or shown elsewhere
 */
export const setPictures = async (
  trx: Trx,
  postId: number,
  { id: owner, request_id }: Author,
  pictures: readonly PostPicture[],
): Promise<void> => {
  const before = await trx.selectFrom('post_pictures').select('key').where('post_id', '=', postId).execute()
  const keys = pictures.map(({ key }) => key)
  await attachPictures(trx, keys, { owner, subject: jobSubjectOf(postId), request_id })
  await trx.deleteFrom('post_pictures').where('post_id', '=', postId).execute()
  if (pictures.length > 0)
    await trx
      .insertInto('post_pictures')
      .values(pictures.map(({ key, alt }, position) => ({ post_id: postId, position, key, alt })))
      .execute()
  await discardPictures(
    trx,
    before.map(({ key }) => key).filter(key => !keys.includes(key)),
    { user_id: owner, request_id },
  )
}

/** Writes what the pictures of a post show, in their order; those without a word keep none. */
export const setAlts = async (trx: Trx, postId: number, alts: readonly string[]): Promise<void> => {
  await sql`
    update post_pictures set alt = coalesce((${alts}::text[])[position + 1], '') where post_id = ${postId}`.execute(trx)
}
