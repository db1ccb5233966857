import type { Db } from '@mudig/db/core/client'
import { vectorFigures } from '@mudig/db/vectors/figures'
import { Gauge } from 'prom-client'
import type { Figures } from '../runtime/figures.js'
import { registry } from '../runtime/metrics.js'

const wanted = new Gauge({
  name: 'mudig_vectors_wanted',
  help: 'Texts that wait to be embedded; counted up to 10,000',
  registers: [registry],
})
const oldest = new Gauge({
  name: 'mudig_vectors_wanted_oldest_seconds',
  help: 'How long the first of them has waited; 0 where none waits',
  registers: [registry],
})

/** Whether embeddings follow what is written. */
export const meaningFigures = (db: Db): Figures => ({
  name: 'vectors',
  metrics: [wanted, oldest],
  read: async () => {
    const found = await vectorFigures(db)
    return () => {
      wanted.set(found.wanted)
      oldest.set(found.oldest_seconds)
    }
  },
})
