import { followersAfter, holdAnnounced, announce as tell } from '@mudig/db/posts/announce'
import { announcePost } from '@mudig/shared/posts/queues'
import { Type } from 'typebox'
import { addedOnce, processorOf } from '../runtime/processor.js'

const atOnce = 500

/**
 * Tells those followers of a new post who want to be told, some hundred in a transaction. Whoever follows meanwhile is
 * told as well; of a post that is hidden meanwhile nobody is told any further.
 */
export const announce = processorOf(announcePost, {
  vendors: [],
  checkpoint: Type.Object({ after: Type.Integer({ minimum: 0 }) }),
  run: async ({ post_id }, { db, signal, resumeFrom, checkpoint, complete }) => {
    let after = resumeFrom?.after ?? 0
    for (let isTold = false; !isTold; ) {
      signal.throwIfAborted()
      const followers = await followersAfter(db, post_id, after, atOnce)
      isTold = followers.length < atOnce
      after = followers.at(-1)?.id ?? after
      const wanting = followers.filter(({ is_told }) => is_told).map(({ follower }) => follower)
      await checkpoint({ after }, async trx => {
        const post = await holdAnnounced(trx, post_id)
        if (post) await tell(trx, post_id, post.owner, wanting)
        else isTold = true
      })
    }
    // A post is announced once.
    await complete(addedOnce)
  },
})
