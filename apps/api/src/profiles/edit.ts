import { addJob } from '@mudig/db/ledger/add'
import { insertPicture } from '@mudig/db/objects/pictures'
import { discardPictures } from '@mudig/db/objects/uploads'
import { updateProfile } from '@mudig/db/profiles/profiles'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { cleanName, nameKey } from '@mudig/shared/accounts/names'
import { ApiError } from '@mudig/shared/core/errors'
import { isOriginalKey } from '@mudig/shared/objects/keys'
import { makeThumbnails } from '@mudig/shared/objects/queues'
import { EditFields } from '@mudig/shared/profiles/schemas'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Upload, UploadField } from '../http/uploads.js'
import { showOwnPicture } from '../objects/own-picture.js'

export const EditForm = Type.Object(
  {
    ...EditFields.properties,
    image: Type.Optional(UploadField('JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.')),
  },
  { title: 'ProfileEdit' },
)

/**
 * Changes all that was sent or nothing. The picture is made and stored before the transaction, the old one removed by a
 * job of it.
 */
export const editProfile = async (
  request: FastifyRequest,
  form: Static<typeof EditForm> & { image?: Upload },
): Promise<void> => {
  const { ledger } = request.server
  const { id } = request.user
  const name = form.name === undefined ? undefined : cleanName(form.name)
  if (form.name !== undefined && name === undefined) throw new ApiError(accountErrors.nameNotAllowed)

  await showOwnPicture(request, { image: form.image }, picture =>
    ledger.transaction(async trx => {
      const before = await updateProfile(trx, id, {
        ...(name !== undefined && { name, name_key: nameKey(name) }),
        about: form.about,
        genre: form.genre,
        rep_playlist: form.rep_playlist === '' ? null : form.rep_playlist,
        image: picture?.key,
      })
      if (!picture) return
      const row = await insertPicture(trx, { ...picture, owner: id, subject: `user/${id}` })
      const options = { user_id: id, subject: `picture/${row.id}` as const, request_id: request.id }
      await addJob(trx, makeThumbnails, { v: 1, picture_id: row.id }, options)
      // What is shipped is everybody's and stays.
      if (isOriginalKey(before.image)) await discardPictures(trx, [before.image], options)
    }),
  )
}
