import { parseArgs } from 'node:util'
import { wholeNumber } from '@mudig/shared/core/decimal'
import { fetchBoxOffice, importFilms, matchFilm, tagFilms } from '@mudig/shared/films/queues'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { listGaps } from '../films/import-gaps.js'
import { jobSubjectOf } from '../films/posters.js'
import { addJob } from '../ledger/add.js'
import { runCommand } from './run.js'

const usage = `Usage:
  npm run movies -- import --from <year>
      Imports the catalogue from a year on, the newest films first. One that is under way goes on as it is.
  npm run movies -- gaps
      Lists rows of the catalogue that the last imports could not read.
  npm run movies -- daily [--day <YYYYMMDD>]
      Fetches the box office of a day; yesterday's in Seoul unless told.
  npm run movies -- match
      Looks in the catalogue for films that the box office named.
  npm run movies -- tag
      Has the chat model choose tags for films that have none.
The running workers do the work.`

const oldestYear = 1900
const mostMatches = 1_000
const mostGaps = 1_000

const yearOf = (given: string | undefined): number => {
  const year = wholeNumber(given ?? '')
  if (year === undefined || year < oldestYear || year > 2_100) throw new Error(`A year is needed.\n\n${usage}`)
  return year
}

const dayOf = async (db: Db, given: string | undefined): Promise<number> => {
  const { rows } = await sql<{ day: string }>`
    select to_char((now() at time zone 'Asia/Seoul')::date - 1, 'YYYYMMDD') as day`.execute(db)
  const day = given ?? rows[0]!.day
  if (!/^20\d{6}$/.test(day)) throw new Error(`A day is written YYYYMMDD.\n\n${usage}`)
  return Number(day)
}

const matchAll = (db: Db): Promise<number> =>
  db.transaction().execute(async trx => {
    const stubs = await trx
      .selectFrom('films')
      .select('id')
      .where('docid', 'is', null)
      .orderBy('id', 'desc')
      .limit(mostMatches)
      .execute()
    for (const { id } of stubs) await addJob(trx, matchFilm, { v: 1, film_id: id }, { subject: jobSubjectOf(id) })
    return stubs.length
  })

await runCommand('movies', async db => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { from: { type: 'string' }, day: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return console.log(usage)
  switch (positionals[0]) {
    case 'import': {
      const from_year = yearOf(values.from)
      const { id } = await db.transaction().execute(trx => addJob(trx, importFilms, { v: 1, from_year }))
      return console.log(`The import is job ${id}.`)
    }
    case 'gaps': {
      const gaps = await listGaps(db, mostGaps)
      const places = gaps.map(({ year, month, place }) => `${year}-${`${month}`.padStart(2, '0')}, row ${place}`)
      return console.log(places.join('\n') || 'Every row was read.')
    }
    case 'daily': {
      const day = await dayOf(db, values.day)
      const { id } = await db.transaction().execute(trx => addJob(trx, fetchBoxOffice, { v: 1, day }))
      return console.log(`The box office of ${day} is job ${id}.`)
    }
    case 'match':
      return console.log(`${await matchAll(db)} films are looked for.`)
    case 'tag': {
      const { id } = await db.transaction().execute(trx => addJob(trx, tagFilms, { v: 1 }))
      return console.log(`The tagging is job ${id}.`)
    }
    default:
      throw new Error(usage)
  }
})
