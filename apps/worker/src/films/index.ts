import type * as queues from '@mudig/shared/films/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { boxOffice } from './fetch-box-office.js'
import { poster } from './fetch-poster.js'
import { importCatalogue } from './import.js'
import { match } from './match.js'

export const processors = {
  fetchBoxOffice: boxOffice,
  importFilms: importCatalogue,
  matchFilm: match,
  fetchPoster: poster,
} satisfies ProcessorsOf<typeof queues>
