import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { insertPicture, type NewPicture } from '@mudig/db/objects/pictures'
import { makeThumbnails } from '@mudig/shared/objects/queues'

/** Begins to use a stored picture as that of a track, and has its thumbnails made. */
export const showPicture = async (
  trx: Trx,
  picture: NewPicture,
  { track_id, owner, request_id }: { track_id: number; owner: number; request_id: string },
): Promise<void> => {
  const { id: picture_id } = await insertPicture(trx, { ...picture, owner, subject: `track/${track_id}` })
  const about = { user_id: owner, subject: `picture/${picture_id}` as const, request_id }
  await addJob(trx, makeThumbnails, { v: 1, picture_id }, about)
}
