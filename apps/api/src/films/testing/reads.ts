import { rate, turnMark } from '@mudig/db/films/opinions'
import { aFilm } from '@mudig/db/testing/films'
import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'
import { makeStaff } from '../../testing/make-staff.js'

const made = (test: TestApp) =>
  aFilm(test.db, { title: '기생충', genres: ['드라마'], people: [['봉준호', 'director']], released_on: '2019-05-30' })

const judged = async (test: TestApp, { id: user }: Listener) => {
  const film = await made(test)
  await test.db.transaction().execute(async trx => {
    await rate(trx, { film, user }, 40)
    await turnMark(trx, { film, user }, 'want')
  })
}

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/api/v1/movies/staff/unmatched': async (test: TestApp, me: Listener) => {
    await makeStaff(test, me)
    await made(test)
    return '/api/v1/movies/staff/unmatched/'
  },
  '/api/v1/movies': async (test: TestApp) => {
    await made(test)
    return '/api/v1/movies/'
  },
  '/api/v1/movies/{movie_pk}': async (test: TestApp) => `/api/v1/movies/${await made(test)}/`,
  '/api/v1/movies/diary': async (test: TestApp, me: Listener) => {
    await judged(test, me)
    return '/api/v1/movies/diary/'
  },
  '/api/v1/movies/watchlist': async (test: TestApp, me: Listener) => {
    await judged(test, me)
    return '/api/v1/movies/watchlist/'
  },
  '/api/v1/movies/search': async (test: TestApp) => {
    await made(test)
    return `/api/v1/movies/search/?search_type=staff&search_keyword=${encodeURIComponent('봉준호')}`
  },
}
