import { followersAfter, holdAnnounced, announce as tell } from '@mudig/db/tracks/announce'
import { announceTrack } from '@mudig/shared/tracks/queues'
import { Type } from 'typebox'
import { addedOnce, processorOf } from '../runtime/processor.js'

const atOnce = 500

/**
 * Tells followers of a new track, some hundred in a transaction. Whoever follows meanwhile is told as well; a track that
 * is hidden meanwhile is told of no further.
 */
export const announce = processorOf(announceTrack, {
  vendors: [],
  checkpoint: Type.Object({ after: Type.Integer({ minimum: 0 }) }),
  run: async ({ track_id }, { db, signal, resumeFrom, checkpoint, complete }) => {
    let after = resumeFrom?.after ?? 0
    for (let isTold = false; !isTold; ) {
      signal.throwIfAborted()
      const followers = await followersAfter(db, track_id, after, atOnce)
      isTold = followers.length < atOnce
      after = followers.at(-1)?.id ?? after
      await checkpoint({ after }, async trx => {
        const track = await holdAnnounced(trx, track_id)
        if (track)
          await tell(
            trx,
            track_id,
            track.owner,
            followers.map(({ follower }) => follower),
          )
        else isTold = true
      })
    }
    // A track is announced once.
    await complete(addedOnce)
  },
})
