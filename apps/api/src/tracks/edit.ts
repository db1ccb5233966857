import { discard } from '@mudig/db/objects/lifecycle'
import { editTrack, isOwn } from '@mudig/db/tracks/edit'
import type { SongDetailRow } from '@mudig/db/tracks/songs'
import { jobSubjectOf } from '@mudig/db/tracks/subject'
import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Upload } from '../http/uploads.js'
import { showOwnPicture } from '../objects/own-picture.js'
import { showPicture } from './picture.js'
import { tagsIn } from './tag-list.js'
import type { SongChange } from './upload-schemas.js'

/**
 * Changes all that was sent or nothing. A picture is made and stored before the transaction, the old one removed by a
 * job of it.
 * @returns the track afterwards
 * @throws ApiError trackNotFound, wrongChapters, pictureNotUsable, invalidInput
 */
export const editSong = async (
  request: FastifyRequest,
  id: number,
  { image, tag_name, tags, ...words }: Static<typeof SongChange> & { image?: Upload },
): Promise<SongDetailRow> => {
  const { ledger, db } = request.server
  const { id: owner } = request.user
  const cause = { request_id: request.id }
  const wanted = { ...words, tags: tags ?? (tag_name === undefined ? undefined : tagsIn(tag_name)) }
  // A picture costs a second of a core: nobody has one made for a track of somebody else.
  if (image && !(await isOwn(db, id, owner))) throw new ApiError(trackErrors.trackNotFound)
  return showOwnPicture(request, { image, folder: 'track' }, picture =>
    ledger.transaction(async trx => {
      const change = { ...wanted, picture: picture?.key }
      const { song, replaced } = await editTrack(trx, id, owner, change, request.id)
      if (picture) await showPicture(trx, picture, { track_id: id, owner, ...cause })
      if (replaced !== undefined)
        await discard(trx, [replaced], { user_id: owner, subject: jobSubjectOf(id), ...cause })
      return song
    }),
  )
}
