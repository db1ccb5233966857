import { noteImport, saveFilms } from '@mudig/db/films/catalogue'
import { closeGaps, noteGap } from '@mudig/db/films/import-gaps'
import { jobSubjectOf } from '@mudig/db/films/posters'
import { addJob } from '@mudig/db/ledger/add'
import { RetryableError } from '@mudig/shared/core/errors'
import { fetchPoster, importFilms } from '@mudig/shared/films/queues'
import { Type } from 'typebox'
import { type Context, processorOf } from '../runtime/processor.js'
import { callCatalogue } from './call.js'

/** Most months fit into one page, so that what the catalogue sorts anew between two pages is rarely missed. */
const pageSize = 500
/** Whoever has just started this has better things to see than posters. */
const posterDelayMs = 20_000
/** Where nothing was read yet, months that were always full of films tell whether anything can be. */
const fullMonths: readonly Month[] = [2019, 2015, 2010].map(year => ({ year, month: 12 }))
/** Films are announced for so many months ahead. */
const monthsAhead = 6

interface Month {
  year: number
  /** 1 to 12. */
  month: number
}

/** A row, by its place among the films of its month. */
interface Place extends Month {
  start: number
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
const fetchPage = async (context: ImportContext, { start, ...month }: Place, count: number) => {
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
 * Asks again for a row that could not be read, after one that could be: else it is not the row's fault.
 * @returns its page, which may be undefined again
 * @throws RetryableError when nothing else can be read either
 */
const doubtRow = async (context: ImportContext, row: Place, readable: Place | undefined) => {
  const others = [...(readable ? [readable] : []), ...fullMonths.map(month => ({ ...month, start: 0 }))]
  for (const other of others) if ((await fetchPage(context, other, 1))?.rows) return fetchPage(context, row, 1)
  throw new RetryableError('kmdb_unavailable', 'no film of the catalogue can be read')
}

/**
 * Fetches the catalogue month by month, the newest first, page by page. Each page is put down together with how far the
 * import has come, so that one that is killed goes on with the next page. A page that cannot be read is halved until the
 * row at fault is alone. While others can be read, that row is put down as a gap and stepped over for good, so that no
 * number of such rows keeps an import from its end; where none can be, the catalogue is away, and nothing is stepped
 * over.
 */
export const importCatalogue = processorOf(importFilms, {
  vendors: ['kmdb', 'filmLimits'],
  checkpoint: Type.Object({
    year: Type.Integer(),
    month: Type.Integer(),
    start: Type.Integer(),
    /** A row that could be read. */
    readable: Type.Optional(Type.Object({ year: Type.Integer(), month: Type.Integer(), start: Type.Integer() })),
  }),
  run: async ({ from_year }, context) => {
    const { signal, requestId, resumeFrom, checkpoint, log } = context
    let { readable, ...at }: Place & { readable?: Place | undefined } = resumeFrom ?? { ...monthAhead(), start: 0 }
    let count = pageSize
    while (at.year >= from_year) {
      signal.throwIfAborted()
      let page = await fetchPage(context, at, count)
      if (!page && count > 1) {
        count = Math.ceil(count / 2)
        continue
      }
      page ??= await doubtRow(context, at, readable)
      const gap = { year: at.year, month: at.month, place: at.start }
      if (!page) {
        log.error(gap, 'a film of the catalogue cannot be read and is left out')
        at = { ...at, start: at.start + 1 }
        await checkpoint({ ...at, ...(readable && { readable }) }, trx => noteGap(trx, gap))
        continue
      }
      const { films, total, unread, rows } = page
      if (unread.length > 0) log.warn({ ...at, docids: unread }, 'rows of the catalogue that name no film')
      if (rows > 0) readable = at
      const isLast = at.start + count >= total
      const read = isLast ? undefined : count
      at = isLast ? { ...before(at), start: 0 } : { ...at, start: at.start + count }
      count = isLast ? pageSize : Math.min(pageSize, count * 2)
      await checkpoint({ ...at, ...(readable && { readable }) }, async trx => {
        await closeGaps(trx, gap, read)
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
