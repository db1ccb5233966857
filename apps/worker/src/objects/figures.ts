import type { Db } from '@mudig/db/core/client'
import { uploadFigures } from '@mudig/db/objects/figures'
import { Gauge } from 'prom-client'
import type { Figures } from '../runtime/figures.js'
import { registry } from '../runtime/metrics.js'

const uploads = new Gauge({
  name: 'mudig_uploads',
  help: 'Uploads of the last day, by kind and state; of each kind counted up to 10,000',
  labelNames: ['kind', 'state'],
  registers: [registry],
})
const oldest = new Gauge({
  name: 'mudig_upload_check_oldest_seconds',
  help: 'How long a picture that was sent has waited for its verdict; 0 where none waits',
  registers: [registry],
})

const states = { picture: ['waiting', 'checking', 'ready', 'refused'], track: ['open', 'done', 'given_up'] } as const

/** How far uploads have come. */
export const filesFigures = (db: Db): Figures => ({
  name: 'uploads',
  metrics: [uploads, oldest],
  read: async () => {
    const rows = await uploadFigures(db)
    const find = (kind: string, state: string) => rows.find(row => row.kind === kind && row.state === state)
    return () => {
      for (const [kind, all] of Object.entries(states))
        for (const state of all) uploads.set({ kind, state }, find(kind, state)?.count ?? 0)
      oldest.set(find('picture', 'checking')?.oldest_seconds ?? 0)
    }
  },
})
