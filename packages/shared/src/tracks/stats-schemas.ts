import { Type } from 'typebox'
import { Id } from '../core/ids.js'

export const StatsQuery = Type.Object({
  days: Type.Integer({
    minimum: 1,
    maximum: 365,
    default: 30,
    description: 'So many, the last of which is today (UTC).',
  }),
})

const days = Type.Array(
  Type.Object({
    day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'In UTC.' }),
    plays: Type.Integer(),
    listeners: Type.Integer(),
  }),
  { description: 'Every one, the oldest first, also those without a play.' },
)

const totals = {
  play_count: Type.Integer({ description: 'Since ever, as the three that follow.' }),
  like_count: Type.Integer(),
  repost_count: Type.Integer(),
  comment_count: Type.Integer(),
}

export const SongStats = Type.Object({ song_id: Id, ...totals, days }, { title: 'SongStats' })

export const OwnStats = Type.Object(
  {
    song_count: Type.Integer({ description: 'Tracks of mine, in every state.' }),
    ...totals,
    days: {
      ...days,
      description: 'Every one, the oldest first. Who heard two of the tracks is two of the listeners.',
    },
  },
  { title: 'OwnSongStats' },
)
