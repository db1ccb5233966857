import { noteImport, saveFilms } from '@mudig/db/films/catalogue'
import { jobSubjectOf } from '@mudig/db/films/posters'
import { addJob } from '@mudig/db/ledger/add'
import type { CatalogueFilm } from '@mudig/shared/clients/kmdb/read-film'
import { RetryableError } from '@mudig/shared/core/errors'
import { fetchPoster, importFilms } from '@mudig/shared/films/queues'
import { Type } from 'typebox'
import { type Context, processorOf } from '../runtime/processor.js'
import { callCatalogue } from './call.js'

/** Most months fit into one page, so that what the catalogue sorts anew between two pages is rarely missed. */
const pageSize = 500
/** Whoever has just started this has better things to see than posters. */
const posterDelayMs = 20_000
/** Films are announced for so many months ahead. */
const monthsAhead = 6

interface Month {
  year: number
  /** 1 to 12. */
  month: number
}

const before = ({ year, month }: Month): Month =>
  month === 1 ? { year: year - 1, month: 12 } : { year, month: month - 1 }

/** The end counts as `20200231` where a month is shorter: the catalogue compares digits. */
const daysOf = ({ year, month }: Month) => ({
  from: (year * 100 + month) * 100 + 1,
  to: (year * 100 + month) * 100 + 31,
})

const monthAhead = (): Month => {
  const at = new Date()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() + monthsAhead)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1 }
}

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
 * Fetches the catalogue month by month, the newest first, page by page. Each page is put down together with how far the
 * import has come, so that one that is killed goes on with the next page.
 */
export const importCatalogue = processorOf(importFilms, {
  vendors: ['kmdb', 'filmLimits'],
  checkpoint: Type.Object({ year: Type.Integer(), month: Type.Integer(), start: Type.Integer() }),
  run: async ({ from_year }, context) => {
    const { signal, requestId, resumeFrom, checkpoint } = context
    let { start, ...month } = resumeFrom ?? { ...monthAhead(), start: 0 }
    while (month.year >= from_year) {
      signal.throwIfAborted()
      const { films, total } = await fetchPage(context, month, start, pageSize)
      const isLast = start + pageSize >= total
      month = isLast ? before(month) : month
      start = isLast ? 0 : start + pageSize
      await checkpoint({ ...month, start }, async trx => {
        const { withoutPoster } = await saveFilms(trx, films)
        for (const film_id of withoutPoster)
          await addJob(
            trx,
            fetchPoster,
            { v: 1, film_id },
            { subject: jobSubjectOf(film_id), request_id: requestId, delay_ms: posterDelayMs },
          )
      })
    }
    // Whoever counts on this job wanted the catalogue as it is now, which is what it has fetched.
    await context.complete(trx => noteImport(trx, from_year))
  },
})
