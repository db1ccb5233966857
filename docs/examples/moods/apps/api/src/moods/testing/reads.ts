import { insertMood } from '@mudig/db/moods/moods'
import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/mood/{id}': async ({ db }: TestApp, me: Listener) => {
    const mood = { words: 'so so', visibility: 'public' } as const
    return `/mood/${await db.transaction().execute(trx => insertMood(trx, me.id, mood))}`
  },
}
