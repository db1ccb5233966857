import { Type } from 'typebox'
import { Profile, Writer } from '../accounts/schemas.js'
import { digits } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Music } from '../music/schemas.js'
import { Playlist } from '../playlists/schemas.js'

const query = Text({
  minLength: 0,
  maxLength: 100,
  rule: 'lines',
  default: '',
  description:
    'Taken literally. Upper and lower case, width and runs of spaces make no difference; initial consonants find syllables, `ㅂㄹㄷ` a 발라드.',
  examples: ['발라드'],
})
const limit = Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'Of each list.' })

const place = `(?:[0-3][.](?:0|[1-9][0-9]{0,3})[.]${digits}|-)`
const cursor = (places: number) =>
  Type.Optional(
    Type.String({
      pattern: `^${Array(places).fill(place).join('_')}$`,
      maxLength: 22 * places + places - 1,
      description: '`next_cursor` of the page before, as it came.',
    }),
  )

export const SearchQuery = Type.Object({ query, limit, cursor: cursor(3) })
export const MusicSearchQuery = Type.Object({ query, limit, cursor: cursor(1) })

const musicFields = {
  music_count: Type.Integer({ minimum: 0, maximum: 1_000, description: 'How many match; counted up to 1,000.' }),
  music: Type.Array(Music, { description: 'Best first.' }),
}

export const SearchAnswer = Type.Object(
  {
    recent_users: Type.Array(Profile, {
      description: 'The newest three that contain the words; empty on later pages.',
    }),
    recent_playlists: Type.Array(Type.Object({ playlist: Playlist, writer: Writer }), {
      description: 'The newest three that contain the words; empty on later pages.',
    }),
    users: Type.Array(Profile, {
      description:
        'By name and text. First who is called so, then who begins with it, then who contains it, then who is spelt like it; the newest first.',
    }),
    playlists: Type.Array(Playlist, { description: 'By title, in the same order. Only what everybody may see.' }),
    search_music: Type.Array(Type.Object(musicFields), {
      description: 'By singer and title. One entry, or none where nothing matches.',
    }),
    next_cursor: Type.Union([Type.String(), Type.Null()], {
      description: 'Leads to the next page of each list; one that has ended stays empty. Null when all have.',
    }),
  },
  { title: 'SearchAnswer' },
)

export const MusicSearchAnswer = Type.Object(
  { ...musicFields, next_cursor: Type.Union([Type.String(), Type.Null()]) },
  { title: 'MusicSearchAnswer' },
)
