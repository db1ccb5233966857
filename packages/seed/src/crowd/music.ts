import { nameKey } from '@mudig/shared/music/normalise'
import type { CrowdDomain, Ids, Size } from '../core/crowd.js'
import { at, nothing } from '../core/text-format.js'
import { english, korean } from '../core/words.js'

export const songsIn = ({ size }: Size): number => Math.max(200, Math.round(size / 5))

export const songIds: Ids = { table: 'music', most: songsIn }

const bandKinds = [
  '밴드',
  '클럽',
  '일기',
  'Trio',
  'Collective',
  'Orchestra',
  '소년단',
  '자매',
  'Project',
  '사운드',
] as const

/** Ten songs by each: the number tells singers apart, the noun their songs. */
const songOf = (id: number): { singer: string; song: string } => {
  const number = Math.floor(id / 10)
  const isKorean = number % 10 < 7
  const { adjectives, nouns, endings } = isKorean ? korean : english
  const bandKind = bandKinds[number % bandKinds.length]
  const ending = endings[(id * 5) % endings.length]
  return {
    singer: `${adjectives[number % adjectives.length]} ${nouns[(number * 7) % nouns.length]} ${bandKind} ${number}`,
    song: `${adjectives[(id * 3) % adjectives.length]} ${nouns[id % nouns.length]}${isKorean ? '' : ' '}${ending}`,
  }
}

export const crowd: CrowdDomain = size => ({
  ids: [songIds],
  tables: ({ id, since }) => [
    {
      table: 'music',
      columns: [
        'id',
        'singer',
        'song',
        'singer_key',
        'song_key',
        'state',
        'video_id',
        'thumbnail',
        'settled_at',
        'created_at',
      ],
      rows: songsIn(size),
      lines: function* ({ next, letters }) {
        const count = songsIn(size)
        for (let n = 0; n < count; n++) {
          const songId = id(songIds, n)
          const { singer, song } = songOf(songId)
          const made = at(since(n, count))
          // Nothing that would make a worker spend a vendor's calls: no song waits for a search, and no video is due to
          // be asked about.
          const state = next() < 0.94 ? 'matched' : 'missing'
          const video = letters(11)
          const found =
            state === 'matched' ? `${video}\thttps://i.ytimg.com/vi/${video}/hqdefault.jpg` : `${nothing}\t${nothing}`
          const keys = `${nameKey(singer)}\t${nameKey(song)}`
          yield `${songId}\t${singer}\t${song}\t${keys}\t${state}\t${found}\t${made}\t${made}`
        }
      },
    },
  ],
})
