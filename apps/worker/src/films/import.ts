import { noteImport, saveFilms } from '@mudig/db/films/catalogue'
import { jobSubjectOf } from '@mudig/db/films/posters'
import { addJob } from '@mudig/db/ledger/add'
import type { CatalogueFilm } from '@mudig/shared/clients/kmdb/read-film'
import { RetryableError } from '@mudig/shared/core/errors'
import { fetchPoster, importFilms } from '@mudig/shared/films/queues'
import { Type } from 'typebox'
import { type Context, processorOf } from '../runtime/processor.js'
import { callCatalogue } from './call.js'

const pageSize = 100
/** Films are announced for so many months ahead. */
const monthsAhead = 6

interface Month {
  year: number
  /** 1 to 12. */
  month: number
}

const next = ({ year, month }: Month): Month =>
  month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 }

/** The end counts as `20200231` where a month is shorter: the catalogue compares digits. */
const daysOf = ({ year, month }: Month) => ({
  from: (year * 100 + month) * 100 + 1,
  to: (year * 100 + month) * 100 + 31,
})

const isAfter = ({ year, month }: Month, limit: Date) =>
  year * 12 + month - 1 > limit.getUTCFullYear() * 12 + limit.getUTCMonth()

type ImportContext = Context<'kmdb' | 'filmLimits'>

/**
 * A page of films. One that cannot be read is fetched in halves until the row at fault is alone, which is left out and
 * named.
 */
const fetchPage = async (
  context: ImportContext,
  month: Month,
  start: number,
  count: number,
): Promise<{ films: CatalogueFilm[]; total: number }> => {
  const { vendors, signal, requestId, log } = context
  try {
    return await callCatalogue('kmdb', vendors.kmdb, context, kmdb =>
      kmdb.search({ released: daysOf(month), start, count, signal, requestId }),
    )
  } catch (error) {
    if (!(error instanceof RetryableError && error.code === 'kmdb_malformed')) throw error
    if (count === 1) {
      log.warn({ ...month, start, err: error }, 'a film of the catalogue cannot be read and is left out')
      return { films: [], total: start + 1 }
    }
    const half = Math.ceil(count / 2)
    const first = await fetchPage(context, month, start, half)
    const second = await fetchPage(context, month, start + half, count - half)
    return { films: [...first.films, ...second.films], total: Math.max(first.total, second.total) }
  }
}

/**
 * Fetches the catalogue month by month, page by page. Each page is put down together with how far the import has come,
 * so that one that is killed goes on with the next page.
 */
export const importCatalogue = processorOf(importFilms, {
  vendors: ['kmdb', 'filmLimits'],
  checkpoint: Type.Object({ year: Type.Integer(), month: Type.Integer(), start: Type.Integer() }),
  run: async ({ from_year }, context) => {
    const { signal, requestId, resumeFrom, checkpoint } = context
    const last = new Date()
    last.setUTCMonth(last.getUTCMonth() + monthsAhead)
    let { start, ...month } = resumeFrom ?? { year: from_year, month: 1, start: 0 }
    while (!isAfter(month, last)) {
      signal.throwIfAborted()
      const { films, total } = await fetchPage(context, month, start, pageSize)
      const end = start + pageSize
      const [reached, at] = end < total ? [month, end] : [next(month), 0]
      await checkpoint({ ...reached, start: at }, async trx => {
        const { withoutPoster } = await saveFilms(trx, films)
        for (const film_id of withoutPoster)
          await addJob(trx, fetchPoster, { v: 1, film_id }, { subject: jobSubjectOf(film_id), request_id: requestId })
      })
      ;[month, start] = [reached, at]
    }
    // Whoever counts on this job wanted the catalogue as it is now, which is what it has fetched.
    await context.complete(trx => noteImport(trx, from_year))
  },
})
