import { saveBoxOffice } from '@mudig/db/films/box-office'
import { jobSubjectOf } from '@mudig/db/films/posters'
import { addJob } from '@mudig/db/ledger/add'
import { fetchBoxOffice, matchFilm } from '@mudig/shared/films/queues'
import { processorOf } from '../runtime/processor.js'
import { callCatalogue } from './call.js'

/** Fetches the box office of a day; films that it names and no catalogue has told of are looked for. */
export const boxOffice = processorOf(fetchBoxOffice, {
  vendors: ['kofic', 'filmLimits'],
  run: async ({ day }, context) => {
    const { vendors, signal, requestId } = context
    const entries = await callCatalogue('kofic', vendors.kofic, context, kofic =>
      kofic.dailyBoxOffice({ day, signal, requestId }),
    )
    // Whoever counts on this job wanted the day as it is now, which is what it has fetched.
    await context.complete(async trx => {
      for (const film_id of await saveBoxOffice(trx, day, entries))
        await addJob(trx, matchFilm, { v: 1, film_id }, { subject: jobSubjectOf(film_id), request_id: requestId })
    })
  },
  // As if there had been nothing yet: the schedule asks again in an hour, and not every minute.
  failed: async (trx, { day }) => {
    await saveBoxOffice(trx, day, [])
  },
})
