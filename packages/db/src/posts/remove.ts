import { ApiError } from '@mudig/shared/core/errors'
import { postErrors } from '@mudig/shared/posts/errors'
import type { Trx } from '../core/client.js'
import type { AddOptions } from '../ledger/add.js'
import { discardPictures } from '../objects/uploads.js'
import { deleteSubjects, lockSubjects } from '../subjects/subjects.js'

/**
 * Removes a post of one's own with everything that people left there. Its pictures are had by nobody from then on, and
 * removed from the store by a job.
 * @throws ApiError postNotFound
 */
export const deletePost = async (trx: Trx, uuid: string, owner: number, options: AddOptions = {}): Promise<void> => {
  const own = trx
    .selectFrom('posts as p')
    .innerJoin('subjects as s', 's.id', 'p.id')
    .select('p.id')
    .where('p.uuid', '=', uuid)
    .where('p.owner', '=', owner)
    .where('s.state', '<>', 'removed')
  // Looked at before any lock is taken: strangers make nobody wait.
  if (!(await own.executeTakeFirst())) throw new ApiError(postErrors.postNotFound)
  const post = await own.forUpdate('p').executeTakeFirst()
  if (!post) throw new ApiError(postErrors.postNotFound)
  await lockSubjects(trx, [post.id], { forRemoval: true })
  const pictures = await trx.selectFrom('post_pictures').select('key').where('post_id', '=', post.id).execute()
  await deleteSubjects(trx, [post.id])
  await discardPictures(
    trx,
    pictures.map(({ key }) => key),
    options,
  )
}
