import type { FilmCardRow, FilmRow, WantedFilmRow } from '@mudig/db/films/films'
import { meanOf } from '@mudig/shared/films/score'
import { thumbnailKeys } from '@mudig/shared/objects/keys'
import type { FastifyRequest } from 'fastify'
import { mediaBase, noPicture } from '../http/media-addresses.js'

/** Zeros in the place of the people's ids; pages want their number alone. */
const mostZeros = 1_000

/** Whole address of a poster in the size of a list, or as large as it is kept. */
export const posterAt = (request: FastifyRequest, key: string | null, size: 'medium' | 'large' = 'medium'): string =>
  key === null ? noPicture(request) : `${mediaBase(request)}${thumbnailKeys(key)[size]}`

export const toCard = (request: FastifyRequest, { id, title, poster, rating_sum, rating_count }: FilmCardRow) => ({
  id,
  title,
  average_grade: meanOf(rating_sum, rating_count),
  poster: posterAt(request, poster),
})

export const toWanted = (request: FastifyRequest, film: WantedFilmRow) => ({
  ...film,
  poster: posterAt(request, film.poster),
})

/** The digits of `F01764`. */
const numberOf = (docid: string | null): number | null => {
  const digits = /[0-9]{1,15}$/.exec(docid ?? '')?.[0]
  return digits === undefined ? null : Number(digits)
}

const zeros = (count: number): number[] => Array<number>(Math.min(count, mostZeros)).fill(0)

/** A film as the wire has it. */
export const toFilm = (request: FastifyRequest, film: FilmRow) => ({
  id: film.id,
  movie_cd: numberOf(film.docid),
  title: film.title,
  original_title: film.original_title,
  genre: film.genres,
  runtime: film.runtime_minutes,
  grade: film.grade,
  plot: film.plot,
  staffs: film.credits,
  tags: film.tags,
  release_date: film.release_date,
  poster: posterAt(request, film.poster, 'large'),
  like_users: zeros(film.wants),
  dislike_users: zeros(film.nots),
  like_count: film.wants,
  dislike_count: film.nots,
  average_grade: meanOf(film.rating_sum, film.rating_count),
  score_count: film.rating_count,
  my_score: film.my_tenths === null ? null : film.my_tenths / 10,
  score_histogram: film.halves,
  followed_scores: film.followed.map(({ tenths, ...one }) => ({ ...one, score: tenths / 10 })),
  my_mark: film.my_mark === null ? null : film.my_mark === 'want' ? ('like' as const) : ('dislike' as const),
  similar_movies: film.similar.map(one => toCard(request, one)),
})
