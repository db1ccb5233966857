import { Type } from 'typebox'
import { Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { Time } from '../core/time.js'
import { Song } from '../tracks/schemas.js'
import { mostCounted, mostSongs } from './limits.js'

const name = Text({ minLength: 1, maxLength: 100, examples: ['밤의 기록'] })
const description = Text({ rule: 'lines', minLength: 0, maxLength: 2_000 })
const song_ids = Type.Array(Id, {
  maxItems: mostSongs,
  uniqueItems: true,
  description: 'In their order; any tracks that I may hear, and my own in every state.',
})

export const NewSet = Type.Object(
  {
    name,
    description: Type.Optional(description),
    song_ids,
    is_public: Type.Boolean({ default: true }),
  },
  { title: 'NewSet' },
)

export const SetChange = Type.Object(
  {
    name: Type.Optional(name),
    description: Type.Optional(description),
    is_public: Type.Optional(Type.Boolean()),
    song_ids: Type.Optional({
      ...song_ids,
      description:
        'All of them in their order: others leave the set. Tracks of the set that I may not see at the moment stay behind these.',
    }),
  },
  { title: 'SetChange', minProperties: 1, description: 'What is left out stays.' },
)

export const SongOfSet = Type.Object({ song_id: Id }, { title: 'SongOfSet' })

const fields = {
  set_id: Id,
  name: Type.String(),
  description: Type.String(),
  slug: Type.String({ description: 'Names the public link, `/song/sets/shared/<slug>`.' }),
  user_id: Id,
  artist_name: Type.String(),
  artist_img: Type.String({ description: 'Storage key, served at `/media/<key>`.' }),
  small_img_url: Type.Union([Type.String(), Type.Null()], {
    description: 'Of the first track that has a picture, among the first twenty. An address below this API.',
  }),
  big_img_url: Type.Union([Type.String(), Type.Null()], { description: 'The same, larger.' }),
  is_public: Type.Boolean(),
  like_count: Type.Integer(),
  is_liked: Type.Boolean({ description: 'Do I like it?' }),
  comment_count: Type.Integer(),
  created_at: Time,
  updated_at: Time,
}

/** In a list. */
export const SongSet = Type.Object(
  {
    ...fields,
    song_count: Type.Integer({
      minimum: 0,
      maximum: mostCounted,
      description: `Of the tracks that I may see; counted up to ${mostCounted}.`,
    }),
  },
  { title: 'SongSet' },
)

export const SongSetDetail = Type.Object(
  {
    ...fields,
    song_count: Type.Integer({ minimum: 0, description: 'Of the tracks that I may see.' }),
    song_ids: Type.Array(Id, { description: 'All tracks that I may see, in their order.' }),
    song: Type.Array(Song, { description: 'A page of them.' }),
    next_cursor: Type.Union([Id, Type.Null()], { description: 'Leads to the next page of `song`; null at the end.' }),
  },
  { title: 'SongSetDetail' },
)

export const SetAnswer = Type.Object({ set: SongSetDetail }, { title: 'SetAnswer' })

export const SetList = Type.Object(
  {
    sets: Type.Array(SongSet),
    next_cursor: Type.Union([Id, Type.Null()], { description: 'Leads to the next page; null at the end.' }),
  },
  { title: 'SetList' },
)

/** Of the sets. */
export const SetListPage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 20, default: 20 }),
  cursor: Type.Optional(Id),
  user_id: Type.Optional({ ...Id, description: "Somebody's. Of my own the private ones are there, too." }),
})

/** Of a set's tracks. */
export const SetSongPage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  cursor: Type.Optional(Id),
})

export const BySetSlug = Type.Object({ slug: Type.String({ pattern: '^[A-Za-z0-9_-]{10,40}$' }) })
