import type { Domain } from '../core/domain.js'
import { queueChecks } from './videos.js'

/** Songs are everybody's: nothing in them is about a person. What needs a vendor is scheduled by the worker. */
export const domain = {
  name: 'music',
  personal: {},
  schedules: [{ name: 'music.check-videos', everySeconds: 600, runBatch: queueChecks }],
  searchTexts: { music: { number: 3, table: 'music', columns: ['singer', 'song'] } },
} as const satisfies Domain
