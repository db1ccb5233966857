import { Type } from 'typebox'
import { Id, IdList } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Playlist } from './schemas.js'

/** Room for 400 ids of 16 digits; how many songs there may be is said with a better word. */
const songIds = (description: string) => IdList({ maxLength: 8_000, description })

/** Without the cover, which the API adds because only it knows how uploads arrive. What is left out stays as it is. */
export const EditFields = Type.Object({
  title: Type.Optional(Text({ minLength: 1, maxLength: 50 })),
  content: Type.Optional(Text({ minLength: 0, maxLength: 150, rule: 'lines' })),
  is_public: Type.Optional(
    Type.Boolean({ description: 'A private playlist exists for nobody but its writer, and is nobody’s main one.' }),
  ),
  del_music_list: Type.Optional(songIds('Songs to take out. Those that are not in it make no difference.')),
  add_music_list: Type.Optional(songIds('Songs to put at the end. Those that are in it stay where they are.')),
  move_music: Type.Optional(
    songIds('Every song of the playlist in its new order, after removal and addition. Empty is left out.'),
  ),
})

export const PlaylistEdited = Type.Object({ message: Playlist }, { title: 'PlaylistEdited' })

export const SongAddition = Type.Object(
  {
    playlist_id: Id,
    music: { ...songIds('Those that are in it stay where they are.'), minLength: 1 },
  },
  { title: 'SongAddition' },
)
