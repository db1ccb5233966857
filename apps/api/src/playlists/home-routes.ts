import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findHome, listMine } from '@mudig/db/playlists/home'
import { withThumbnails } from '@mudig/shared/objects/keys'
import { Home, MyPlaylists, MyPlaylistsPage } from '@mudig/shared/playlists/home-schemas'

const tags = ['playlists']

export const homeRoutes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/playlist',
    { onRequest: app.requireUser, schema: { tags, operationId: 'getHome', summary: 'Home', response: { 200: Home } } },
    async ({ user }) => {
      const { playlist_all, my_playlist, recommend_pli, liked_playlist } = await findHome(app.db, user.id)
      return {
        playlist_all: playlist_all.map(withThumbnails),
        my_playlist: my_playlist.map(withThumbnails),
        recommend_pli: recommend_pli.map(withThumbnails),
        liked_playlist: liked_playlist.map(withThumbnails),
      }
    },
  )

  app.get(
    '/playlist/myplaylist',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listMyPlaylists',
        summary: 'My playlists that others see too',
        querystring: MyPlaylistsPage,
        response: { 200: MyPlaylists },
      },
    },
    async ({ user, query }) => listMine(app.db, user.id, query),
  )
}
