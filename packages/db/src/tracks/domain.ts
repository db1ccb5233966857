import { sql } from 'kysely'
import { deleteOf } from '../core/by-person.js'
import type { Domain } from '../core/domain.js'
import { acts } from './acts.js'
import { countTrackTags, writeCharts } from './charts.js'
import { heard, likes, ownFiles, reposts, tracks, uploads } from './copy.js'
import { discardOld } from './discard-old.js'
import { removeOld } from './events.js'
import { removeOldHours } from './hours.js'
import { removeOldPlaying } from './now-playing.js'
import { countPlays, removeOldPlays } from './plays.js'
import { trackSubject } from './subject.js'
import { expireUploads } from './uploads.js'

export const domain = {
  name: 'tracks',
  subject: trackSubject,
  personal: {
    tracks: {
      people: ['owner'],
      copy: [
        {
          name: 'tracks',
          about: {
            ko: '올린 곡: 제목, 설명, 태그, 파일의 이름과 길이',
            en: 'tracks that you uploaded: words, tags, files',
          },
          read: tracks,
        },
        {
          name: 'liked-tracks',
          about: { ko: '좋아요한 곡', en: 'tracks that you like' },
          read: likes,
        },
      ],
      objects: ownFiles,
      erase: 'The rows go with their subjects; what lies in the store is erased by its owner.',
    },
    track_uploads: {
      // `writer` is called like a person elsewhere; here it is a connection.
      people: ['user_id', 'writer'],
      copy: [
        {
          name: 'uploads',
          about: { ko: '최근에 올린 파일', en: 'files that you uploaded lately' },
          read: uploads,
        },
      ],
      erase: deleteOf('track_uploads', 'user_id'),
    },
    reposts: {
      people: ['user_id'],
      copy: [{ name: 'reposts', about: { ko: '다시 올린 곡', en: 'tracks that you reposted' }, read: reposts }],
      erase: async (trx, { id }) => {
        await sql`
          with gone as (delete from reposts where user_id = ${id} returning track_id)
          update track_counts set repost_count = greatest(0, repost_count - 1) from gone
          where track_counts.track_id = gone.track_id`.execute(trx)
        return undefined
      },
    },
    plays: {
      people: ['user_id'],
      copy: [{ name: 'plays', about: { ko: '최근에 들은 곡', en: 'what you heard lately' }, read: heard }],
      // What was counted stays counted, of nobody: the listener follows from the account.
      erase: async (trx, { id }) => {
        await trx.deleteFrom('plays').where('user_id', '=', id).where('counted_at', 'is', null).execute()
        await trx
          .updateTable('plays')
          .set({ user_id: null, listener: sql<Buffer>`uuid_send(gen_random_uuid())` })
          .where('user_id', '=', id)
          .execute()
        return undefined
      },
    },
    now_playing: {
      people: ['user_id'],
      copy: 'It is forgotten within minutes.',
      erase: deleteOf('now_playing', 'user_id'),
    },
    track_hours: {
      people: ['owner'],
      copy: 'It repeats the lengths of what was uploaded within a day.',
      erase: deleteOf('track_hours', 'owner'),
    },
  },
  locks: { tracks: id => sql`select id from tracks where owner = ${id}` },
  acts,
  schedules: [
    { name: 'tracks.remove-old-events', everySeconds: 600, runBatch: (db, limit) => removeOld(db, 7, limit) },
    { name: 'tracks.expire-uploads', everySeconds: 600, runBatch: expireUploads },
    { name: 'tracks.count-plays', everySeconds: 60, runBatch: countPlays },
    { name: 'tracks.charts', everySeconds: 600, runBatch: writeCharts },
    { name: 'tracks.count-tags', everySeconds: 600, runBatch: countTrackTags },
    { name: 'tracks.remove-old-plays', everySeconds: 3600, runBatch: removeOldPlays },
    { name: 'tracks.remove-old-playing', everySeconds: 60, runBatch: removeOldPlaying },
    { name: 'tracks.remove-old-hours', everySeconds: 3600, runBatch: removeOldHours },
    { name: 'tracks.discard-old-files', everySeconds: 600, runBatch: discardOld },
  ],
  counters: [
    {
      name: 'plays',
      table: 'track_counts',
      key: 'track_id',
      column: 'play_count',
      from: 'track_days',
      of: 'track_id',
      sum: 'plays',
    },
    {
      name: 'reposts',
      table: 'track_counts',
      key: 'track_id',
      column: 'repost_count',
      from: 'reposts',
      of: 'track_id',
    },
  ],
  searchTexts: {
    tracks: { number: 4, table: 'tracks', columns: ['title'], subject: trackSubject.name },
  },
} as const satisfies Domain
