import { changeHandle } from '@mudig/db/accounts/handles'
import { addJob } from '@mudig/db/ledger/add'
import { discardPictures } from '@mudig/db/objects/uploads'
import { updateProfile } from '@mudig/db/profiles/profiles'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { cleanName, nameKey } from '@mudig/shared/accounts/names'
import { cleanLink } from '@mudig/shared/accounts/profile-links'
import { acceptFollowers } from '@mudig/shared/accounts/queues'
import type { PersonEdit } from '@mudig/shared/accounts/social-schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { isOriginalKey } from '@mudig/shared/objects/keys'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { showProfilePicture } from './profile-picture.js'

/** Changes all that was sent or nothing. */
export const editPerson = async (request: FastifyRequest, edit: Static<typeof PersonEdit>): Promise<void> => {
  const { id } = request.user
  const { handle, username, profile = {}, is_public } = edit
  const name = username === undefined ? undefined : cleanName(username)
  if (username !== undefined && name === undefined) throw new ApiError(accountErrors.nameNotAllowed)
  const [link_1, link_2] = [linkOf(profile.link_1), linkOf(profile.link_2)]
  await request.server.ledger.transaction(async trx => {
    const image =
      profile.profile_image === undefined ? undefined : await showProfilePicture(trx, request, profile.profile_image)
    const before = await updateProfile(trx, id, {
      ...(name !== undefined && { name, name_key: nameKey(name) }),
      about: profile.bio,
      link_1,
      link_2,
      image,
      is_private: is_public === undefined ? undefined : !is_public,
    })
    // What is shipped is everybody's and stays.
    if (image !== undefined && image !== before.image && isOriginalKey(before.image))
      await discardPictures(trx, [before.image], { user_id: id, request_id: request.id })
    if (handle !== undefined) await changeHandle(trx, id, handle)
    if (is_public)
      await addJob(
        trx,
        acceptFollowers,
        { v: 1, user_id: id },
        { user_id: id, subject: `user/${id}`, request_id: request.id },
      )
  })
}

const linkOf = (given: string | undefined): string | undefined => {
  if (given === undefined) return undefined
  const link = cleanLink(given)
  if (link === undefined) throw new ApiError(accountErrors.linkNotAllowed)
  return link
}
