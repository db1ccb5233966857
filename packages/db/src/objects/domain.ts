import type { Domain } from '../core/domain.js'
import { abandonOld } from './lifecycle.js'
import { findOwned } from './personal.js'

export const domain = {
  name: 'objects',
  personal: {
    objects: {
      people: ['owner', 'subject'],
      copy: 'Pictures are in the folder pictures/, by the rows that show them.',
      // Their removal is queued by whoever erases.
      erase: (trx, { id }) => findOwned(trx, id),
    },
  },
  schedules: [{ name: 'media.abandon-old', everySeconds: 600, runBatch: abandonOld }],
} as const satisfies Domain
