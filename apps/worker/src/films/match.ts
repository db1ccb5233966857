import { findStub, saveFilms } from '@mudig/db/films/catalogue'
import { jobSubjectOf } from '@mudig/db/films/posters'
import { setDocid } from '@mudig/db/films/unmatched'
import { addJob } from '@mudig/db/ledger/add'
import { fetchPoster, matchFilm } from '@mudig/shared/films/queues'
import { processorOf } from '../runtime/processor.js'
import { callCatalogue } from './call.js'

/** A title finds its own film among the first. */
const looked = 20
const dayMs = 86_400_000
/** Catalogues differ by some days in when a film began to run. */
const sameRunDays = 7

const isNear = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && Math.abs(Date.parse(a) - Date.parse(b)) <= sameRunDays * dayMs

/**
 * Looks in the catalogue for a film that the box office named. Where just one has its title and ran then, it becomes
 * that one; else it stays what it is.
 */
export const match = processorOf(matchFilm, {
  vendors: ['kmdb', 'filmLimits'],
  run: async ({ film_id, docid }, context) => {
    const { vendors, signal, requestId } = context
    const stub = await context.findOrComplete(db => findStub(db, film_id, docid))
    if (!stub) return
    const { films } = await callCatalogue('kmdb', vendors.kmdb, context, kmdb =>
      kmdb.search({
        ...(docid === undefined ? { title: stub.title } : { docid }),
        start: 0,
        count: looked,
        signal,
        requestId,
      }),
    )
    const same = films.filter(film =>
      docid === undefined
        ? film.title_key === stub.title_key && isNear(film.released_on, stub.released_on)
        : film.docid === docid,
    )
    await context.complete(async trx => {
      if (same.length !== 1) return
      if (docid !== undefined && !(await setDocid(trx, film_id, docid))) return
      const { withoutPoster } = await saveFilms(trx, same)
      for (const id of withoutPoster)
        await addJob(trx, fetchPoster, { v: 1, film_id: id }, { subject: jobSubjectOf(id), request_id: requestId })
    })
  },
})
