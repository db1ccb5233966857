import { sql } from 'kysely'
import type { Domain } from '../core/domain.js'
import { likes, sets } from './copy.js'
import { setSubject } from './subject.js'

export const domain = {
  name: 'sets',
  subject: setSubject,
  personal: {
    sets: {
      people: ['owner'],
      copy: [
        {
          name: 'sets',
          about: {
            ko: '만든 앨범: 이름, 설명, 순서대로 담긴 곡',
            en: 'sets that you made: words, the tracks in order',
          },
          read: sets,
        },
        { name: 'liked-sets', about: { ko: '좋아요한 앨범', en: 'sets that you like' }, read: likes },
      ],
      erase: 'The rows go with their subjects.',
    },
  },
  locks: { sets: id => sql`select id from sets where owner = ${id}` },
} as const satisfies Domain
