import { Type } from 'typebox'
import { Id } from '../core/ids.js'
import { DigRequest, Playlist } from './schemas.js'

export const Home = Type.Object(
  {
    playlist_all: Type.Array(Playlist, { description: 'The 5 newest that everybody may see.' }),
    my_playlist: Type.Array(Playlist, { description: 'My 4 newest, private ones and those in the making included.' }),
    recommend_pli: Type.Array(Playlist, {
      description:
        "Up to 5 of others that no other section of this answer shows: of my profile's genres first, then of people whom I follow, then whatever is popular these days.",
    }),
    liked_playlist: Type.Array(Playlist, { description: 'The 5 most liked that everybody may see.' }),
  },
  { title: 'Home' },
)

export const MyPlaylistsPage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 100 }),
  cursor: Type.Optional(Id),
})

export const MyPlaylists = Type.Object(
  {
    myplaylist: Type.Array(Type.Object({ id: Id, thumbnail: Type.String(), title: Type.String() }), {
      description: 'Newest first.',
    }),
    next_cursor: Type.Union([Id, Type.Null()]),
  },
  { title: 'MyPlaylists' },
)

/** The rest of a dig is chosen for the listener. */
export const EventRequest = Type.Object({ situations: DigRequest.properties.situations }, { title: 'EventRequest' })
