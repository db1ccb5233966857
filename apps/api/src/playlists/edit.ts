import { addJob } from '@mudig/db/ledger/add'
import { discard } from '@mudig/db/objects/lifecycle'
import { insertPicture } from '@mudig/db/objects/pictures'
import * as edits from '@mudig/db/playlists/edits'
import { subjectOf } from '@mudig/db/playlists/steps'
import { ApiError } from '@mudig/shared/core/errors'
import { withThumbnails } from '@mudig/shared/objects/keys'
import { makeThumbnails } from '@mudig/shared/objects/queues'
import { mostSongs, tooManySongs } from '@mudig/shared/playlists/arrange'
import { EditFields } from '@mudig/shared/playlists/edit-schemas'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Upload, UploadField } from '../http/uploads.js'
import { showOwnPicture } from '../objects/own-picture.js'

export const EditForm = Type.Object(
  {
    ...EditFields.properties,
    image: Type.Optional(UploadField('A cover of your own: JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.')),
  },
  { title: 'PlaylistEdit' },
)

/**
 * Changes all that was sent or nothing. The cover is made and stored before the transaction, the old one removed by a
 * job of it.
 * @returns the playlist afterwards
 */
export const editPlaylist = async (
  request: FastifyRequest,
  id: number,
  form: Static<typeof EditForm> & { image?: Upload },
) => {
  const { ledger } = request.server
  const { title, content, is_public, image } = form
  const del_music_list = idsOf('del_music_list', form.del_music_list)
  const add_music_list = idsOf('add_music_list', form.add_music_list)
  const order = idsOf('move_music', form.move_music)
  const about = { user_id: request.user.id, subject: subjectOf(id), request_id: request.id }

  // A picture costs a second of a core: nobody has one made for a playlist of somebody else.
  if (image && !(await edits.isOwn(request.server.db, id, request.user.id)))
    throw new ApiError(playlistErrors.playlistNotFound)
  return showOwnPicture(request, { image, folder: 'playlist' }, picture =>
    ledger.transaction(async trx => {
      const { playlist, replaced } = await edits.editPlaylist(trx, id, request.user.id, {
        title,
        content,
        is_public,
        cover: picture?.key,
        del_music_list,
        add_music_list,
        // A form with nothing in it has nothing to say about the order.
        move_music: order?.length ? order : undefined,
      })
      if (picture) {
        const { id: picture_id } = await insertPicture(trx, {
          ...picture,
          owner: about.user_id,
          subject: about.subject,
        })
        await addJob(trx, makeThumbnails, { v: 1, picture_id }, about)
      }
      if (replaced !== undefined) await discard(trx, [replaced], about)
      return withThumbnails(playlist)
    }),
  )
}

/** Puts songs at the end of a playlist; those that are in it stay where they are. */
export const addSongs = async (request: FastifyRequest, id: number, list: string): Promise<void> => {
  const songs = [...new Set(idsOf('music', list))]
  await request.server.ledger.transaction(trx =>
    edits.editPlaylist(trx, id, request.user.id, { add_music_list: songs }, 'music'),
  )
}

/** Removes a playlist with all that belongs to it; its cover goes by a job. */
export const deletePlaylist = async (request: FastifyRequest, id: number): Promise<void> => {
  const { user, server } = request
  await server.ledger.transaction(async trx => {
    const cover = await edits.deletePlaylist(trx, id, user.id)
    if (cover !== undefined)
      await discard(trx, [cover], { user_id: user.id, subject: subjectOf(id), request_id: request.id })
  })
}

/**
 * The schema has seen to digits and commas.
 * @throws ApiError invalidInput where there are more than any playlist holds
 */
const idsOf = (field: string, list: string | undefined): number[] | undefined => {
  if (list === undefined) return undefined
  const ids = (list.match(/[0-9]+/g) ?? []).map(Number)
  if (ids.length > mostSongs) throw tooManySongs(field)
  return ids
}
