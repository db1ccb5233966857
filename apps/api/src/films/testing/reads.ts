import { aFilm } from '@mudig/db/testing/films'
import type { TestApp } from '../../testing/app.js'

const made = (test: TestApp) =>
  aFilm(test.db, { title: '기생충', genres: ['드라마'], people: [['봉준호', 'director']], released_on: '2019-05-30' })

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/api/v1/movies': async (test: TestApp) => {
    await made(test)
    return '/api/v1/movies/'
  },
  '/api/v1/movies/{movie_pk}': async (test: TestApp) => `/api/v1/movies/${await made(test)}/`,
  '/api/v1/movies/search': async (test: TestApp) => {
    await made(test)
    return `/api/v1/movies/search/?search_type=staff&search_keyword=${encodeURIComponent('봉준호')}`
  },
}
