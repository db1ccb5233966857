import { type TSchema, Type } from 'typebox'
import { digits, Id } from '../core/ids.js'
import { Text } from '../core/text.js'
import { docidPattern } from './queues.js'
import { mostRatings, skipReasons } from './ratings-csv.js'

const count = Type.Integer({ minimum: 0 })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', examples: ['2019-05-30'] })
const mean = Type.Number({
  minimum: 0,
  maximum: 5,
  description: 'The plain mean with one decimal; 0 where nobody has given a score.',
})
const score = Type.Number({ minimum: 0.1, maximum: 5 })
const poster = Type.String({
  description: "Whole address of a picture; where there is none, one at the page's own address.",
})

export const FilmById = Type.Object({ movie_pk: Id })

export const UnmatchedFilms = Type.Object({
  page_size: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
  cursor: Type.Optional(Type.String({ pattern: `^${digits}$`, maxLength: 16 })),
})
export const UnmatchedFilm = Type.Object(
  {
    id: Id,
    title: Type.String(),
    kofic_cd: Type.String(),
    release_date: nullable(day),
    last_day: nullable(day),
  },
  { title: 'UnmatchedFilm' },
)
export const MatchedByHand = Type.Object({ docid: Type.String({ pattern: docidPattern }) }, { title: 'MatchedByHand' })
export const Matched = Type.Object({ movie_pk: Id, is_asked: Type.Boolean() }, { title: 'Matched' })

export const FilmCard = Type.Object(
  { id: Id, title: Type.String(), average_grade: mean, poster },
  { title: 'FilmCard' },
)

export const WantedFilm = Type.Object(
  {
    id: Id,
    title: Type.String(),
    like: Type.Integer({ description: 'Who want to see it, less who are not interested.' }),
    release_date: nullable(day),
    poster,
  },
  { title: 'WantedFilm' },
)

export const FilmsOfMainPage = Type.Object(
  {
    boxoffice_movies: Type.Array(
      Type.Object(
        { title: Type.String(), rank: Type.Integer({ minimum: 1 }), poster, movie_pk: Id },
        { title: 'BoxOfficeFilm' },
      ),
      { description: 'Of the last day that is counted.' },
    ),
    graded_movies: Type.Array(FilmCard, {
      description: 'The best ten. A film with few scores counts as if it had ten more of the mean of all films.',
    }),
    liked_movies: Type.Array(WantedFilm, { description: 'The ten that most want to see.' }),
    coming_movies: Type.Array(WantedFilm, { description: 'Of each of the next eight days the most wanted.' }),
  },
  { title: 'FilmsOfMainPage' },
)

export const WatchlistFilm = Type.Object(
  { ...FilmCard.properties, release_date: nullable(day) },
  { title: 'WatchlistFilm' },
)

export const DiaryFilm = Type.Object(
  {
    ...FilmCard.properties,
    score,
    day: { ...day, description: 'On which one gave it, in Seoul.' },
  },
  { title: 'DiaryFilm' },
)

export const OwnFilmsPage = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
  cursor: Type.Optional(
    Type.String({
      pattern: `^(?:0|[1-9][0-9]{0,15})[.]${digits}$`,
      maxLength: 32,
      description: 'The header `x-next-cursor` of the page before.',
    }),
  ),
})

const Named = Type.Object({ name: Type.String() })

export const Film = Type.Object(
  {
    id: Id,
    movie_cd: nullable(Type.Integer({ description: 'Number in the catalogue; foreign and Korean films share them.' })),
    title: Type.String(),
    original_title: nullable(Type.String()),
    genre: Type.Array(Named),
    runtime: nullable(Type.Integer({ description: 'Minutes.' })),
    grade: nullable(Type.String({ description: 'Who may watch it, in the words of the catalogue.' })),
    plot: nullable(Type.String()),
    staffs: Type.Array(Type.Object({ name: Type.String(), role: Type.String() })),
    tags: Type.Array(Named),
    release_date: nullable(day),
    poster,
    like_users: Type.Array(Type.Integer(), {
      description: 'As many zeros as there are people who want to see it, at most a thousand: pages take its length.',
    }),
    dislike_users: Type.Array(Type.Integer(), { description: 'The same of who are not interested.' }),
    like_count: count,
    dislike_count: count,
    average_grade: mean,
    score_count: count,
    my_score: nullable(score),
    my_mark: nullable(Type.Union([Type.Literal('like'), Type.Literal('dislike')])),
    score_histogram: Type.Array(count, {
      minItems: 10,
      maxItems: 10,
      description: 'How many have given up to half a star, up to one, and so on to five.',
    }),
    followed_scores: Type.Array(Type.Object({ id: Id, nickname: Type.String(), score, day }), {
      description: 'Of those whom one follows the last twenty, with the day in Seoul.',
    }),
    similar_movies: Type.Array(FilmCard, { description: 'That share people, tags and genres with it.' }),
  },
  { title: 'Film' },
)

export const FilmMark = Type.Object(
  {
    like: Type.Optional(Type.Literal('like')),
    dislike: Type.Optional(Type.Literal('dislike')),
  },
  { title: 'FilmMark', description: 'One of both. The same again takes it back.' },
)

export const FilmScore = Type.Object(
  {
    evaluate: Type.Number({
      minimum: 0,
      maximum: 5,
      description: 'From 0.1 in tenths, further decimals are cut off; 0 takes it back. A number, not one in a text.',
    }),
  },
  { title: 'FilmScore' },
)

/** Bytes of a request with a list of ratings. */
export const mostImportBytes = 1024 * 1024

export const RatingsCsv = Type.Object(
  {
    csv: Type.String({
      maxLength: mostImportBytes,
      description: `Ratings as Letterboxd exports them: columns Date, Name, Year and Rating, at most ${mostRatings} rows.`,
      examples: ['Date,Name,Year,Rating\n2019-06-01,Parasite,2019,4.5'],
    }),
  },
  { title: 'RatingsCsv' },
)

export const ImportedRatings = Type.Object(
  {
    imported: { ...count, description: 'Films that have another score now.' },
    unchanged: {
      ...count,
      description: 'Rows of films that had this score, or were given one here that day or later.',
    },
    skipped: Type.Array(
      Type.Object({
        line: Type.Integer({ minimum: 1, description: 'Of the text; the first is 1.' }),
        reason: Type.Enum([...skipReasons]),
      }),
      { description: 'Rows that were left out, in their order.' },
    ),
  },
  { title: 'ImportedRatings' },
)

export const Said = Type.Object({ detail: Type.String() }, { title: 'FilmChange' })

export const FilmSearch = Type.Object({
  search_type: Type.Union([Type.Literal('movies'), Type.Literal('staff'), Type.Literal('member')], {
    default: 'movies',
  }),
  search_keyword: Text({
    minLength: 0,
    maxLength: 100,
    rule: 'lines',
    default: '',
    description: 'Taken literally. Initial consonants find syllables, `ㄱㅅㅊ` a 기생충.',
    examples: ['기생충'],
  }),
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 30 }),
  cursor: Type.Optional(
    Type.String({
      pattern: `^[0-3][.](?:0|[1-9][0-9]{0,3})[.]${digits}$`,
      maxLength: 22,
      description: 'The header `x-next-cursor` of the page before.',
    }),
  ),
})

export const FoundPerson = Type.Object(
  {
    name: Type.String(),
    role: Type.String(),
    filmographys: Type.Array(Type.Object({ id: Id, title: Type.String(), poster }), {
      description: 'The newest thirty.',
    }),
  },
  { title: 'FoundFilmPerson' },
)

export const FoundMember = Type.Object({ id: Id, nickname: Type.String() }, { title: 'FoundMember' })

export const FoundFilm = Type.Object(
  { ...FilmCard.properties, genre: Type.Array(Named) },
  { title: 'FoundFilm', description: 'Older code of the pages maps over its genres.' },
)

export const Found = Type.Union([Type.Array(FoundFilm), Type.Array(FoundPerson), Type.Array(FoundMember)], {
  description: 'What was asked for, best first.',
})
