import type { Db } from '@mudig/db/core/client'
import type { Schedule } from '@mudig/db/core/domain'
import { dueDays } from '@mudig/db/films/box-office'
import { continueImport, hasJustFailed, wasImported } from '@mudig/db/films/catalogue'
import { findLostPosters } from '@mudig/db/films/posters'
import { findUntagged } from '@mudig/db/films/tags'
import { addJob } from '@mudig/db/ledger/add'
import type { Ledger } from '@mudig/db/ledger/ledger'
import { replayEndedJobs } from '@mudig/db/ledger/replay'
import { fetchBoxOffice, importFilms, tagFilms } from '@mudig/shared/films/queues'
import type { Vendors } from '../vendors.js'

/** Of those that an outage has cost: not a flood for a server that is just back. */
const postersAtOnce = 100

/** Has the box office fetched of each day that is due. @returns how many that are */
export const queueBoxOffice = async (db: Db, ledger: Ledger, at = new Date()): Promise<number> => {
  const days = await dueDays(db, at)
  if (days.length > 0)
    await ledger.transaction(async trx => {
      for (const day of days) await addJob(trx, fetchBoxOffice, { v: 1, day })
    })
  return days.length
}

/** Has the catalogue imported where it never was, from where the last import has failed. */
export const queueImport = async (db: Db, ledger: Ledger, fromYear: number): Promise<void> => {
  if ((await wasImported(db)) || (await hasJustFailed(db))) return
  await ledger.transaction(async trx => {
    const { id } = await addJob(trx, importFilms, { v: 1, from_year: fromYear })
    await continueImport(trx, id, fromYear)
  })
}

/** Has films tagged that have no tags yet. */
export const queueTags = async (db: Db, ledger: Ledger): Promise<void> => {
  if ((await findUntagged(db, 1)).length === 0) return
  await ledger.transaction(trx => addJob(trx, tagFilms, { v: 1 }))
}

/** Has posters fetched that could not be had while a server was away. @returns how many */
export const queueLostPosters = async (db: Db, ledger: Ledger, limit: number): Promise<number> => {
  const dead = await findLostPosters(db, limit)
  if (dead.length === 0) return 0
  return (await ledger.transaction(trx => replayEndedJobs(trx, dead))).length
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
  {
    name: 'films.posters',
    everySeconds: 600,
    runBatch: async db => {
      await queueLostPosters(db, ledger.on(db), postersAtOnce)
      return 0
    },
  },
  {
    name: 'films.tags',
    everySeconds: 120,
    runBatch: async db => {
      // Films of nowhere but tests have no catalogue to pay for.
      if (vendors.kmdb) await queueTags(db, ledger.on(db))
      return 0
    },
  },
]
