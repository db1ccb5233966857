import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isNotMuted, isPersonOpen } from '../subjects/people.js'
import { halfCounts } from './halves.js'

/** Days begin in Seoul, where the films run. */
export const today = sql<string>`(now() at time zone 'Asia/Seoul')::date`

/** The day of a moment there, as it is written. */
export const dayOf = (moment: string) =>
  sql<string>`to_char(${sql.ref(moment)} at time zone 'Asia/Seoul', 'YYYY-MM-DD')`

const shownOfEach = 10
const comingDays = 8
/**
 * Of a day so many, the last that the catalogue got: cinemas get a dozen new films on their busiest. Ids alone are read
 * for that, which the index of days has with the days.
 */
const comingLookedAt = 100
/** Credits of one film that are told. */
const mostCredits = 100
/** What is compared for films like one: of each person and label the newest films, of some of them. */
const near = { people: 8, filmsOfPerson: 30, labels: 6, filmsOfLabel: 40, shown: 12 }

/** A film among others. */
export interface FilmCardRow {
  id: number
  title: string
  poster: string | null
  rating_sum: number
  rating_count: number
}

export interface WantedFilmRow {
  id: number
  title: string
  poster: string | null
  release_date: string | null
  like: number
}

export interface MainPageRow {
  box_office: { title: string; rank: number; poster: string | null; film_id: number }[]
  graded: FilmCardRow[]
  wanted: WantedFilmRow[]
  coming: WantedFilmRow[]
}

/** A film as `FilmCardRow`, over aliases `f` of films and `s` of their counters. */
export const card = sql`f.id, f.title, f.poster, s.rating_sum, s.rating_count`
const wanted = sql`f.id, f.title, f.poster, to_char(f.released_on, 'YYYY-MM-DD') as release_date, s.wants - s.nots as like`

/** Exported for the test of its plan. */
export const selectMainPage = sql<MainPageRow>`
  select
    coalesce((select json_agg(t) from (
      select b.title, b.rank, f.poster, b.film_id
      from box_office b join films f on f.id = b.film_id
      where b.day = (select max(day) from box_office) order by b.rank limit ${sql.lit(shownOfEach)}
    ) t), '[]') as box_office,
    coalesce((select json_agg(t) from (
      select ${card} from film_stats s join films f on f.id = s.film_id
      where s.rating_count > 0 order by s.rank_key desc, s.film_id limit ${sql.lit(shownOfEach)}
    ) t), '[]') as graded,
    coalesce((select json_agg(t) from (
      select ${wanted} from film_stats s join films f on f.id = s.film_id
      where s.wants > 0 order by s.wants - s.nots desc, s.film_id limit ${sql.lit(shownOfEach)}
    ) t), '[]') as wanted,
    coalesce((select json_agg(t) from (
      select coming.* from generate_series(1, ${sql.lit(comingDays)}) as n cross join lateral (
        select ${wanted} from (
          select s.film_id, s.wants, s.nots from (
            select id from films where released_on = ${today} + n order by id desc limit ${sql.lit(comingLookedAt)}
          ) newest join film_stats s on s.film_id = newest.id order by s.wants - s.nots desc, s.film_id limit 1
        ) s join films f on f.id = s.film_id
      ) coming order by n
    ) t), '[]') as coming`

const mainPage = prepare((db, _values: object) => ({ compile: () => selectMainPage.compile(db) }))

/** What is running, what is worth seeing and what comes. */
export const readMainPage = async (db: Db): Promise<MainPageRow> => (await mainPage(db, {}))[0]!

/** What somebody whom the viewer follows gave. */
export interface FollowedScoreRow {
  id: number
  nickname: string
  tenths: number
  day: string
}

export interface FilmRow extends FilmCardRow {
  docid: string | null
  original_title: string | null
  runtime_minutes: number | null
  grade: string | null
  plot: string | null
  release_date: string | null
  wants: number
  nots: number
  genres: { name: string }[]
  tags: { name: string }[]
  credits: { name: string; role: string }[]
  my_tenths: number | null
  my_mark: 'want' | 'not' | null
  halves: number[]
  followed: FollowedScoreRow[]
  similar: FilmCardRow[]
}

const labels = (kind: 'genre' | 'tag') =>
  sql`coalesce((select json_agg(json_build_object('name', l.name) order by l.name) from film_labels l where l.film_id = f.id and l.kind = ${sql.lit(kind)}), '[]')`

const followed = sql.ref<number>('newest.followee')
/** Of whom the viewer follows, so many are asked for their scores, and so many scores are told. */
const asked = { people: 2_000, shown: 20 }

/**
 * From the people and not from the film, which may have a million scores. Whether they may be seen is asked in the
 * order of the list, until there are enough.
 */
const followedScores = (film: number, viewer: number) => sql`coalesce((select json_agg(t) from (
      select u.id, u.name as nickname, shown.tenths, ${dayOf('shown.updated_at')} as day from (
        select newest.* from (
          select who.followee, r.tenths, r.updated_at from (
            select followee from follows where follower = ${viewer} order by id desc limit ${sql.lit(asked.people)}
          ) who cross join lateral (
            select tenths, updated_at from film_ratings where user_id = who.followee and film_id = ${film} limit 1
          ) r order by r.updated_at desc, who.followee limit ${sql.lit(asked.people)}
        ) newest where ${isPersonOpen(viewer, followed)} and ${isNotMuted(viewer, followed)} limit ${sql.lit(asked.shown)}
      ) shown join users u on u.id = shown.followee order by shown.updated_at desc, u.id
    ) t), '[]')`

/** Exported for the test of its plan. */
export const selectFilm = ({ film, viewer }: { film: number; viewer: number }) => sql<FilmRow>`
  select ${card}, f.docid, f.original_title, f.runtime_minutes, f.grade, f.plot,
    to_char(f.released_on, 'YYYY-MM-DD') as release_date, s.wants, s.nots,
    ${labels('genre')} as genres, ${labels('tag')} as tags,
    coalesce((select json_agg(json_build_object('name', c.name, 'role', c.role) order by c.role = 'director' desc, c.position) from (
      select p.name, c.role, c.position from film_credits c join film_people p on p.id = c.person_id
      where c.film_id = f.id order by c.role = 'director' desc, c.position limit ${sql.lit(mostCredits)}
    ) c), '[]') as credits,
    (select tenths from film_ratings r where r.user_id = ${viewer} and r.film_id = f.id) as my_tenths, ${halfCounts} as halves,
    ${followedScores(film, viewer)} as followed,
    (select mark from film_marks m where m.user_id = ${viewer} and m.film_id = f.id) as my_mark,
    coalesce((select json_agg(t) from (
      select ${card} from (
        select film_id, sum(weight) as weight from (
          select other.film_id, case c.role when 'director' then 4 else 2 end as weight
          from (
            select person_id, role from film_credits where film_id = ${film}
            order by role = 'director' desc, position limit ${sql.lit(near.people)}
          ) c cross join lateral (
            select o.film_id from film_credits o where o.person_id = c.person_id
            order by o.film_id desc limit ${sql.lit(near.filmsOfPerson)}
          ) other
          union all
          select other.film_id, case l.kind when 'tag' then 2 else 1 end
          from (
            select kind, name from film_labels where film_id = ${film} order by kind desc, name limit ${sql.lit(near.labels)}
          ) l cross join lateral (
            select o.film_id from film_labels o where o.kind = l.kind and o.name = l.name
            order by o.film_id desc limit ${sql.lit(near.filmsOfLabel)}
          ) other
        ) shared where film_id <> ${film} group by film_id order by 2 desc, 1 limit ${sql.lit(near.shown)}
      ) best join films f on f.id = best.film_id join film_stats s on s.film_id = f.id
      order by best.weight desc, s.rank_key desc, f.id
    ) t), '[]') as similar
  from films f join film_stats s on s.film_id = f.id where f.id = ${film}`

const one = prepare((db, of: { film: number; viewer: number }) => ({ compile: () => selectFilm(of).compile(db) }))

/** A film as the viewer sees it; 0 is nobody. Undefined where there is none. */
export const findFilm = async (db: Db, film: number, viewer: number): Promise<FilmRow | undefined> =>
  (await one(db, { film, viewer }))[0]

const cards = prepare((db, { ids }: { ids: readonly number[] }) => ({
  compile: () =>
    sql<FoundFilmRow>`
      select ${card}, ${labels('genre')} as genres from films f join film_stats s on s.film_id = f.id
      where f.id = any(${ids}::int8[])`.compile(db),
}))

export type FoundFilmRow = FilmCardRow & Pick<FilmRow, 'genres'>

/** With their genres, in no order. */
export const filmCards = (db: Db, ids: readonly number[]): Promise<FoundFilmRow[]> => cards(db, { ids })

export interface FilmPersonRow {
  id: number
  name: string
  role: string
  films: { id: number; title: string; poster: string | null }[]
}

const filmography = 30

const people = prepare((db, { ids }: { ids: readonly number[] }) => ({
  compile: () =>
    sql<FilmPersonRow>`
      select p.id, p.name, coalesce((select role from film_credits where person_id = p.id group by role order by count(*) desc, role limit 1), '') as role,
        coalesce((select json_agg(t) from (
          select distinct on (f.released_on, f.id) f.id, f.title, f.poster from film_credits c join films f on f.id = c.film_id
          where c.person_id = p.id order by f.released_on desc nulls last, f.id desc limit ${sql.lit(filmography)}
        ) t), '[]') as films
      from film_people p where p.id = any(${ids}::int8[])`.compile(db),
}))

/** People of films with what they made, in no order. */
export const filmPeople = (db: Db, ids: readonly number[]): Promise<FilmPersonRow[]> => people(db, { ids })
