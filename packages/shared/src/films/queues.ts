import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'

const patient = { delayMs: 5_000, maxDelayMs: 600_000, jitter: 0.5 }
/** KMDb's: the letter of its list, and a number. */
export const docidPattern = '^[A-Z]{1,4}[0-9]{1,10}$'
const v = Type.Literal(1)

/** Fetches the box office of a day in Seoul and replaces what is kept of it. */
export const fetchBoxOffice = defineQueue({
  name: 'films.box-office',
  lane: 'bulk',
  payload: Type.Object({
    v,
    day: Type.Integer({ minimum: 20_031_111, maximum: 29_991_231, description: 'YYYYMMDD' }),
  }),
  key: ({ day }) => `${day}`,
  attempts: 5,
  backoff: patient,
  timeoutMs: 60_000,
})

/** Fetches the catalogue from a year on, month after month. */
export const importFilms = defineQueue({
  name: 'films.import',
  lane: 'bulk',
  payload: Type.Object({ v, from_year: Type.Integer({ minimum: 1900, maximum: 2100 }) }),
  key: () => 'catalogue',
  attempts: 20,
  backoff: patient,
  timeoutMs: 1_800_000,
})

/** Looks in the catalogue for a film that the box office named; by its number there, where staff have said it. */
export const matchFilm = defineQueue({
  name: 'films.match',
  lane: 'bulk',
  payload: Type.Object({ v, film_id: Id, docid: Type.Optional(Type.String({ pattern: docidPattern })) }),
  key: ({ film_id, docid }) => (docid === undefined ? `${film_id}` : `${film_id}-${docid}`),
  attempts: 5,
  backoff: patient,
  timeoutMs: 60_000,
})

/** Fetches a film's poster and keeps it in the sizes in which it is shown. */
export const fetchPoster = defineQueue({
  name: 'films.poster',
  lane: 'bulk',
  payload: Type.Object({ v, film_id: Id }),
  key: ({ film_id }) => `${film_id}`,
  attempts: 3,
  backoff: patient,
  timeoutMs: 120_000,
})

/** Has the chat model choose tags for films that have none. */
export const tagFilms = defineQueue({
  name: 'films.tags',
  lane: 'bulk',
  payload: Type.Object({ v }),
  key: () => 'all',
  attempts: 5,
  backoff: patient,
  timeoutMs: 600_000,
})

export const queues = { fetchBoxOffice, importFilms, matchFilm, fetchPoster, tagFilms }

/** What jobs and objects are about. */
export const jobSubjects = ['film'] as const
