import { sql } from 'kysely'
import type { Domain } from '../core/domain.js'
import { removeOldBoxOffice } from './box-office.js'
import { marks, ratings } from './copy.js'
import { halves } from './halves.js'
import { filmsMarkedBy, filmsRatedBy, forgetMarks, forgetRatings } from './opinions.js'
import { renewRanks } from './ranks.js'

const counter = { table: 'film_stats', key: 'film_id', of: 'film_id' } as const

export const domain = {
  name: 'films',
  personal: {
    film_ratings: {
      people: ['user_id'],
      copy: [{ name: 'film-ratings', about: { ko: '영화에 준 점수', en: 'what you gave films' }, read: ratings }],
      erase: async (trx, { id }) => {
        await forgetRatings(trx, id)
        return undefined
      },
    },
    film_marks: {
      people: ['user_id'],
      copy: [
        {
          name: 'film-marks',
          about: { ko: '보고싶어요와 관심없어요', en: 'films that you want to see, or not' },
          read: marks,
        },
      ],
      erase: async (trx, { id }) => {
        await forgetMarks(trx, id)
        return undefined
      },
    },
  },
  locks: { film_stats: id => sql`(${filmsRatedBy(id)} union ${filmsMarkedBy(id)})` },
  schedules: [
    { name: 'films.renew-ranks', everySeconds: 3_600, runBatch: renewRanks },
    { name: 'films.remove-old-box-office', everySeconds: 86_400, runBatch: removeOldBoxOffice },
  ],
  counters: [
    { ...counter, name: 'scores of films', column: 'rating_count', from: 'film_ratings' },
    { ...counter, name: 'sums of scores of films', column: 'rating_sum', from: 'film_ratings', sum: 'tenths' },
    ...halves.map(half => ({
      ...counter,
      name: `scores of films of up to ${half / 2} stars`,
      column: `half_${half}`,
      from: 'film_ratings' as const,
      only: { column: 'half', is: half },
    })),
    { ...counter, name: 'who want to see films', column: 'wants', from: 'film_marks', only: 'is_want' },
    { ...counter, name: 'who want no films', column: 'nots', from: 'film_marks', only: 'is_not' },
  ],
  searchTexts: {
    films: { number: 7, table: 'films', columns: ['title', 'original_title'] },
    film_people: { number: 8, table: 'film_people', columns: ['name', 'original_name'] },
  },
} as const satisfies Domain
