import type { Db } from '@mudig/db/core/client'
import type { Schedule } from '@mudig/db/core/domain'
import { dueDays } from '@mudig/db/films/box-office'
import { wasImported } from '@mudig/db/films/catalogue'
import { addJob } from '@mudig/db/ledger/add'
import type { Ledger } from '@mudig/db/ledger/ledger'
import { fetchBoxOffice, importFilms } from '@mudig/shared/films/queues'
import type { Vendors } from '../vendors.js'

/** Has the box office fetched of each day that is due. @returns how many that are */
export const queueBoxOffice = async (db: Db, ledger: Ledger, at = new Date()): Promise<number> => {
  const days = await dueDays(db, at)
  if (days.length > 0)
    await ledger.transaction(async trx => {
      for (const day of days) await addJob(trx, fetchBoxOffice, { v: 1, day })
    })
  return days.length
}

/** Has the catalogue imported where it never was. */
export const queueImport = async (db: Db, ledger: Ledger, fromYear: number): Promise<void> => {
  if (await wasImported(db)) return
  await ledger.transaction(trx => addJob(trx, importFilms, { v: 1, from_year: fromYear }))
}

/** Without a key nothing is asked for. */
export const filmSchedules = (
  ledger: { on(db: Db): Ledger },
  vendors: Pick<Vendors, 'kofic' | 'kmdb' | 'filmsFromYear'>,
): Schedule[] => [
  {
    name: 'films.box-office',
    everySeconds: 60,
    runBatch: async db => {
      if (vendors.kofic) await queueBoxOffice(db, ledger.on(db))
      return 0
    },
  },
  {
    name: 'films.import',
    everySeconds: 600,
    runBatch: async db => {
      if (vendors.kmdb && vendors.filmsFromYear > 0) await queueImport(db, ledger.on(db), vendors.filmsFromYear)
      return 0
    },
  },
]
