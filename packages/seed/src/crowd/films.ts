import { type CrowdDomain, filmIds, type Ids, personIds, type Size } from '../core/crowd.js'
import { popularityOf, totalOf } from '../core/shares.js'
import { at } from '../core/text-format.js'
import { english, korean } from '../core/words.js'

/** Scores for each review, and who wants to see a film or not. */
const ratingsPer = 2
const marksPer = 1

/** A film in twenty has somebody of its own; everybody makes several. */
const peopleOf = ({ films }: Pick<Size, 'films'>): number => Math.ceil(films / 4)
const filmPeople: Ids = { table: 'film_people', most: peopleOf }
const creditsEach = 4
const genres = ['드라마', '멜로', '액션', '공포', '코미디', '스릴러', '가족', '다큐멘터리'] as const
const roles = ['director', 'actor', 'actor', 'actor'] as const
const dayCount = 30
const ranks = 10
/** In the days that the main page looks ahead; a year has some 2,000. */
const comingDays = 8
const comingShare = (films: number) => Math.min(0.02, ((2_000 / 365) * comingDays) / films)

const everyFilm = (films: number) => Array.from({ length: films }, (_, film) => film)
const dateOf = (ms: number) => at(ms).slice(0, 10)

/** Films, what people gave them and want of them, and a month of box office. Without posters. */
export const crowd: CrowdDomain = sized => {
  const { films, reviews, people } = sized
  if (films === 0) return {}
  const most = Math.floor(people.stayed.length / 2)
  const ratings = popularityOf(films, everyFilm(films), ratingsPer * reviews, 0.7, most)
  const marks = popularityOf(films, everyFilm(films), marksPer * reviews, 0.7, most)
  return {
    ids: [filmIds, filmPeople],
    tables: ({ id, since, now }) => [
      {
        table: 'films',
        columns: ['id', 'docid', 'title', 'title_key', 'runtime_minutes', 'grade', 'plot', 'released_on', 'state'],
        rows: films,
        lines: function* ({ next, pick }) {
          for (let film = 0; film < films; film++) {
            const words = next() < 0.8 ? korean : english
            const title = `${pick(words.adjectives)} ${pick(words.nouns)} ${pick(words.endings)} ${film}`
            const key = title.toLowerCase().replaceAll(' ', '')
            const released =
              next() < comingShare(films) ? now + comingDays * 86_400_000 * next() : now - 86_400_000 * 9_000 * next()
            yield `${id(filmIds, film)}\tC${id(filmIds, film)}\t${title}\t${key}\t${80 + Math.floor(next() * 90)}\t15세관람가\t${title} 이야기\t${dateOf(released)}\tfull`
          }
        },
      },
      {
        table: 'film_people',
        columns: ['id', 'kmdb_id', 'name'],
        rows: peopleOf(sized),
        lines: function* ({ pick }) {
          for (let person = 0; person < peopleOf(sized); person++) {
            const number = id(filmPeople, person)
            yield `${number}\tC${number}\t${pick(korean.nouns)} ${pick(korean.nouns)} ${person}`
          }
        },
      },
      {
        table: 'film_credits',
        columns: ['film_id', 'person_id', 'role', 'position'],
        rows: films * Math.min(creditsEach, peopleOf(sized)),
        lines: function* ({ next }) {
          const of = peopleOf(sized)
          for (let film = 0; film < films; film++) {
            const first = Math.floor(next() * of)
            for (let n = 0; n < Math.min(creditsEach, of); n++)
              yield `${id(filmIds, film)}\t${id(filmPeople, (first + n) % of)}\t${roles[n]}\t${n}`
          }
        },
      },
      {
        table: 'film_labels',
        columns: ['film_id', 'kind', 'name'],
        rows: films,
        lines: function* ({ pick }) {
          for (let film = 0; film < films; film++) yield `${id(filmIds, film)}\tgenre\t${pick(genres)}`
        },
      },
      {
        table: 'film_ratings',
        columns: ['user_id', 'film_id', 'tenths', 'created_at', 'updated_at'],
        rows: totalOf(ratings),
        lines: function* ({ next }) {
          for (let film = 0; film < films; film++) {
            const mean = 15 + 33 * next()
            for (const person of people.some(ratings[film]!, film)) {
              const tenths = Math.max(1, Math.min(50, Math.round(mean + 20 * (next() - 0.5))))
              const given = at(since(person, people.count) + (now - since(person, people.count)) * next())
              yield `${id(personIds, person)}\t${id(filmIds, film)}\t${tenths}\t${given}\t${given}`
            }
          }
        },
      },
      {
        table: 'film_marks',
        columns: ['user_id', 'film_id', 'mark', 'created_at'],
        rows: totalOf(marks),
        lines: function* ({ next }) {
          for (let film = 0; film < films; film++)
            for (const person of people.some(marks[film]!, film + 7))
              yield `${id(personIds, person)}\t${id(filmIds, film)}\t${next() < 0.8 ? 'want' : 'not'}\t${at(now - 86_400_000 * 300 * next())}`
        },
      },
    ],
    derived: ['film_stats'],
    finish: async (client, { id, now }) => {
      const [first, last] = [id(filmIds, 0), id(filmIds, films - 1)]
      await client.query(
        `update film_stats s set rating_sum = g.sum, rating_count = g.count
         from (select film_id, sum(tenths) as sum, count(*) as count from film_ratings where film_id between $1 and $2 group by 1) g
         where s.film_id = g.film_id`,
        [first, last],
      )
      await client.query(
        `update film_stats s set wants = g.wants, nots = g.nots
         from (select film_id, count(*) filter (where mark = 'want') as wants, count(*) filter (where mark = 'not') as nots
           from film_marks where film_id between $1 and $2 group by 1) g
         where s.film_id = g.film_id`,
        [first, last],
      )
      await client.query(
        `update film_stats s set rank_key = film_rank_key(s.rating_sum, s.rating_count, p.prior_count, p.prior_mean)
         from film_priors p where s.film_id between $1 and $2`,
        [first, last],
      )
      // Days that have a list keep it.
      await client.query(
        `insert into box_office (day, rank, film_id, title, audience, audience_total)
         select ($3::date - d)::date, r, f.id, f.title, 100000 / r, 1000000 / r
         from generate_series(1, ${dayCount}) d cross join generate_series(1, ${ranks}) r
         join films f on f.id = $1::int8 + (7 * d + r) % ($2::int8 - $1::int8 + 1)
         where not exists (select from box_office b where b.day = ($3::date - d)::date)
         on conflict do nothing`,
        [first, last, dateOf(now)],
      )
    },
  }
}
