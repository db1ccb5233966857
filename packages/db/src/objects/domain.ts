import { deleteOf } from '../core/by-person.js'
import type { Domain } from '../core/domain.js'
import { abandonOld } from './lifecycle.js'
import { findOwned, ownUploads } from './personal.js'
import { expireUploads } from './uploads.js'

export const domain = {
  name: 'objects',
  personal: {
    objects: {
      people: ['owner', 'subject'],
      copy: 'Pictures are in the folder pictures/, by the rows that show them.',
      // Their removal is queued by whoever erases.
      erase: (trx, { id }) => findOwned(trx, id),
    },
    picture_uploads: {
      people: ['user_id', 'subject'],
      copy: 'The pictures themselves are copied, those that nothing shows as well.',
      objects: ownUploads,
      erase: deleteOf('picture_uploads', 'user_id'),
    },
  },
  schedules: [
    { name: 'media.abandon-old', everySeconds: 600, runBatch: abandonOld },
    { name: 'media.expire-uploads', everySeconds: 600, runBatch: expireUploads },
  ],
} as const satisfies Domain
