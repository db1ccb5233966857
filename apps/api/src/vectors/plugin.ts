import fastifyPlugin from 'fastify-plugin'
import { createMeaningLists, type MeaningLists } from './lists.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** Lists that are ranked by what things mean. */
    meaning: MeaningLists
  }
}

/** Ranks lists by what things mean, for every domain. */
export const meaning = fastifyPlugin(async app => {
  app.decorate('meaning', createMeaningLists({ db: app.db, ledger: app.ledger, storage: app.storage, log: app.log }))
})
