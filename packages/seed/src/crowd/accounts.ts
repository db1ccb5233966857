import { nameKey } from '@mudig/shared/accounts/names'
import { type CrowdDomain, personIds } from '../core/crowd.js'
import { dayMs } from '../core/moments.js'
import { totalOf } from '../core/shares.js'
import { at, nothing } from '../core/text-format.js'
import { english, genres, korean } from '../core/words.js'

const abouts = [
  '밤마다 노래를 줍습니다.',
  '출근길 30분의 디제이',
  'Records, rain and coffee.',
  '좋은 노래는 같이 들어요.',
  '주말엔 옛날 노래만',
  'Always one song behind.',
  '플레이리스트 수집가',
  '가사를 먼저 읽는 사람',
  '',
  '',
] as const

export const crowd: CrowdDomain = ({ people }) => ({
  ids: [personIds],
  tables: ({ id, now, since, passwordHash }) => [
    {
      table: 'users',
      columns: [
        'id',
        'email',
        'name',
        'handle',
        'name_key',
        'password_hash',
        'about',
        'genre',
        'is_active',
        'follower_count',
        'following_count',
        'created_at',
        'updated_at',
        'withdrawn_at',
        'erase_after',
      ],
      rows: people.count,
      lines: function* ({ next, pick }) {
        for (let person = 0; person < people.count; person++) {
          const personId = id(personIds, person)
          const left = people.hasLeft(person)
          const { adjectives, nouns } = next() < 0.7 ? korean : english
          const name = `${pick(adjectives)}${pick(nouns)}${personId}`
          const genre = next() < 0.1 ? '' : [...new Set([pick(genres), pick(genres)])].join(',')
          const joined = at(since(person, people.count))
          const said = `${pick(abouts)}\t${genre}\t${left ? 'f' : 't'}`
          const counts = `${people.followers[person]}\t${people.following[person]}`
          const gone = left ? `${at(now - 5 * dayMs)}\t${at(now + 25 * dayMs)}` : `${nothing}\t${nothing}`
          yield `${personId}\tcrowd${personId}@mudig.local\t${name}\tcrowd${personId}\t${left ? nothing : nameKey(name)}\t${
            passwordHash ?? nothing
          }\t${said}\t${counts}\t${joined}\t${joined}\t${gone}`
        }
      },
    },
    {
      table: 'follows',
      columns: ['follower', 'followee', 'created_at'],
      rows: totalOf(people.followers),
      lines: function* ({ between }) {
        for (const person of people.stayed) {
          for (const follower of people.followersOf(person)) {
            const both = since(Math.max(person, follower), people.count)
            yield `${id(personIds, follower)}\t${id(personIds, person)}\t${at(between(both, now))}`
          }
        }
      },
    },
  ],
})
