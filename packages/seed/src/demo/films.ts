import type { Trx } from '@mudig/db/core/client'
import { rate, turnMark } from '@mudig/db/films/opinions'
import { ApiError } from '@mudig/shared/core/errors'
import type { AddDemo, Demo } from '../core/demo.js'

const shown = 10

/** By the film's place, 0 for none. */
const demoScores = [
  { email: 'listener@mudig.local', tenths: [45, 0, 35, 40, 0, 25, 30, 0, 50, 20] },
  { email: 'digger@mudig.local', tenths: [40, 38, 0, 45, 15, 0, 33, 41, 0, 30] },
  { email: 'dancer@mudig.local', tenths: [0, 50, 30, 0, 20, 35, 0, 45, 40, 0] },
  { email: 'ost@mudig.local', tenths: [50, 42, 37, 44, 10, 30, 28, 39, 47, 25] },
] as const

/** The same of what they want to see, and what not. */
const demoMarks = [
  { email: 'listener@mudig.local', marks: ['', 'want', '', '', 'not', '', '', 'want', '', 'want'] },
  { email: 'digger@mudig.local', marks: ['want', '', 'want', '', '', 'not', '', '', 'want', ''] },
  { email: 'dancer@mudig.local', marks: ['want', 'want', '', 'want', '', '', 'want', '', '', ''] },
  { email: 'ost@mudig.local', marks: ['', '', 'want', '', 'not', '', '', 'want', '', 'not'] },
] as const

/** What runs, or the newest. None before the box office or the catalogue has been fetched. */
const filmsThere = async (trx: Trx): Promise<number[]> => {
  const rows = await trx
    .selectFrom('box_office')
    .select('film_id as id')
    .where('day', '=', query => query.selectFrom('box_office').select(({ fn }) => fn.max('day').as('day')))
    .orderBy('rank')
    .limit(shown)
    .execute()
  if (rows.length > 0) return rows.map(({ id }) => id)
  const newest = await trx
    .selectFrom('films')
    .select('id')
    .where('released_on', '<=', new Date())
    .orderBy('released_on', 'desc')
    .orderBy('id')
    .limit(shown)
    .execute()
  return newest.map(({ id }) => id)
}

/** The account has been left by now: on a developer's machine people try these things. */
const refused = (error: unknown): void => {
  if (!(error instanceof ApiError)) throw error
}

/** Whoever has said anything about films is left alone: they may have taken something back. */
const isNew = async (trx: Trx, table: 'film_ratings' | 'film_marks', user: number): Promise<boolean> =>
  (await trx.selectFrom(table).select('film_id').where('user_id', '=', user).limit(1).executeTakeFirst()) === undefined

const addScores: AddDemo = async (trx, idOf) => {
  const films = await filmsThere(trx)
  let added = 0
  for (const { email, tenths } of demoScores) {
    const user = idOf(email)
    if (user === undefined || !(await isNew(trx, 'film_ratings', user))) continue
    for (const [place, film] of films.entries()) {
      const given = tenths[place]
      if (!given) continue
      await rate(trx, { film, user }, given).then(() => {
        added += 1
      }, refused)
    }
  }
  return added
}

const addMarks: AddDemo = async (trx, idOf) => {
  const films = await filmsThere(trx)
  let added = 0
  for (const { email, marks } of demoMarks) {
    const user = idOf(email)
    if (user === undefined || !(await isNew(trx, 'film_marks', user))) continue
    for (const [place, film] of films.entries()) {
      const mark = marks[place]
      if (!mark) continue
      await turnMark(trx, { film, user }, mark).then(() => {
        added += 1
      }, refused)
    }
  }
  return added
}

export const demo: Demo = { adds: { scores: addScores, marks: addMarks } }
