import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { Id } from '@mudig/shared/core/ids'
import { PlaylistEdited, SongAddition } from '@mudig/shared/playlists/edit-schemas'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { Message } from '../http/message.js'
import { perMinute } from '../http/rate-limits.js'
import { readForm } from '../http/uploads.js'
import { addSongs, deletePlaylist, EditForm, editPlaylist } from './edit.js'

const ById = Type.Object({ id: Id })
const tags = ['playlists']

/** What a writer does to a playlist of theirs. */
export const playlistEditRoutes: FastifyPluginAsyncTypebox = async app => {
  app.put(
    '/playlist/detail/:id/edit',
    {
      config: perMinute(120, { account: 60 }),
      onRequest: app.requireUser,
      preValidation: readForm,
      schema: {
        tags,
        operationId: 'editPlaylist',
        summary: 'Change a playlist of mine',
        description:
          'Song ids are comma lists; a playlist holds at most 200 songs. Songs are removed first, then added, then put in order, so that `move_music` names all that are left. All that was sent is done, or nothing. It may be repeated when its answer was lost. Until the playlist is finished only `is_public` can be changed.',
        consumes: ['application/json', 'multipart/form-data'],
        params: ById,
        body: EditForm,
        response: {
          200: PlaylistEdited,
          ...errors(accountErrors.pictureNotUsable, playlistErrors.playlistNotFound, playlistErrors.playlistUnfinished),
        },
      },
    },
    async request => ({ message: await editPlaylist(request, request.params.id, request.body) }),
  )

  app.delete(
    '/playlist/delete/:id',
    {
      config: perMinute(120, { account: 60 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'deletePlaylist',
        summary: 'Delete a playlist of mine',
        description: 'With its comments and likes, for good. One that is in the making is cancelled.',
        params: ById,
        response: { 200: Message, ...errors(playlistErrors.playlistNotFound) },
      },
    },
    async request => {
      await deletePlaylist(request, request.params.id)
      return { message: '플레이리스트가 삭제되었습니다.' }
    },
  )

  app.put(
    '/playlist/add',
    {
      config: perMinute(120, { account: 60 }),
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'addSongs',
        summary: 'Add songs to a playlist of mine',
        description:
          'At the end, in this order. Those that are in it stay where they are. A playlist holds at most 200 songs.',
        body: SongAddition,
        response: { 200: Message, ...errors(playlistErrors.playlistNotFound, playlistErrors.playlistUnfinished) },
      },
    },
    async request => {
      await addSongs(request, request.body.playlist_id, request.body.music)
      return { message: '플레이리스트에 노래를 추가했습니다.' }
    },
  )
}
