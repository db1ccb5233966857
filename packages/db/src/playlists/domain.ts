import { sql } from 'kysely'
import type { Domain } from '../core/domain.js'
import { acts } from './acts.js'
import { covers, playlists } from './copy.js'
import { removeOld } from './events.js'
import { refill } from './song-keys.js'
import { playlistSubject } from './subject.js'

export const domain = {
  name: 'playlists',
  subject: playlistSubject,
  personal: {
    playlists: {
      people: ['writer'],
      copy: [
        {
          name: 'playlists',
          about: {
            ko: '만든 플레이리스트: 입력한 상황과 장르, 제목, 소개, 순서대로 담긴 곡',
            en: 'playlists that you dug: your words, title, text, the songs in order',
          },
          read: playlists,
        },
      ],
      objects: covers,
      erase: async (trx, { id }) => {
        // The rows go with their subjects.
        const shown = await trx.selectFrom('playlists').select('thumbnail').where('writer', '=', id).execute()
        return shown.map(({ thumbnail }) => thumbnail)
      },
    },
  },
  locks: { playlists: id => sql`select id from playlists where writer = ${id}` },
  acts,
  schedules: [
    { name: 'events.remove-old', everySeconds: 300, runBatch: (db, limit) => removeOld(db, 7, limit) },
    { name: 'music.refill-keys', everySeconds: 60, runBatch: refill },
  ],
  counters: [{ name: 'songs', table: 'playlists', column: 'song_count', from: 'playlist_songs', of: 'playlist_id' }],
  searchTexts: {
    playlists: { number: 1, table: 'playlists', columns: ['title'], subject: playlistSubject.name },
  },
} as const satisfies Domain
