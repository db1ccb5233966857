import { noteImport, saveFilms } from '@mudig/db/films/catalogue'
import { jobSubjectOf } from '@mudig/db/films/posters'
import { addJob } from '@mudig/db/ledger/add'
import type { FilmPage } from '@mudig/shared/clients/kmdb/kmdb'
import { RetryableError } from '@mudig/shared/core/errors'
import { fetchPoster, importFilms } from '@mudig/shared/films/queues'
import { Type } from 'typebox'
import { type Context, processorOf } from '../runtime/processor.js'
import { callCatalogue } from './call.js'

/** Most months fit into one page, so that what the catalogue sorts anew between two pages is rarely missed. */
const pageSize = 500
/** Whoever has just started this has better things to see than posters. */
const posterDelayMs = 20_000
/** It is not the films' fault then. */
const mostUnreadable = 20
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

/** A page of films; undefined where one of them cannot be read. */
const fetchPage = async (
  context: ImportContext,
  month: Month,
  start: number,
  count: number,
): Promise<FilmPage | undefined> => {
  const { vendors, signal, requestId } = context
  try {
    return await callCatalogue('kmdb', vendors.kmdb, context, kmdb =>
      kmdb.search({ released: daysOf(month), start, count, signal, requestId }),
    )
  } catch (error) {
    if (error instanceof RetryableError && error.code === 'kmdb_malformed') return undefined
    throw error
  }
}

/**
 * Fetches the catalogue month by month, the newest first, page by page. Each page is put down together with how far the
 * import has come, so that one that is killed goes on with the next page. A page that cannot be read is halved until the
 * film at fault is alone, which is left out and named; the pages behind it grow again.
 */
export const importCatalogue = processorOf(importFilms, {
  vendors: ['kmdb', 'filmLimits'],
  checkpoint: Type.Object({ year: Type.Integer(), month: Type.Integer(), start: Type.Integer() }),
  run: async ({ from_year }, context) => {
    const { signal, requestId, resumeFrom, checkpoint, log } = context
    let { start, ...month } = resumeFrom ?? { ...monthAhead(), start: 0 }
    let [count, unreadable] = [pageSize, 0]
    while (month.year >= from_year) {
      signal.throwIfAborted()
      const page = await fetchPage(context, month, start, count)
      if (!page) {
        if (count === 1) {
          log.warn({ ...month, start }, 'a film of the catalogue cannot be read and is left out')
          unreadable += 1
          start += 1
          if (unreadable >= mostUnreadable)
            throw new RetryableError('kmdb_unavailable', `${unreadable} films in a row cannot be read`)
        } else count = Math.ceil(count / 2)
        continue
      }
      const { films, total, unread } = page
      if (unread.length > 0) log.warn({ ...month, docids: unread }, 'rows of the catalogue that name no film')
      const isLast = start + count >= total
      month = isLast ? before(month) : month
      start = isLast ? 0 : start + count
      count = isLast ? pageSize : Math.min(pageSize, count * 2)
      unreadable = 0
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
