import type { Domain } from '../core/domain.js'
import { notifications } from './copy.js'
import { removeOld } from './notifications.js'
import { boxesNaming, forgetPerson } from './notify.js'

export const domain = {
  name: 'notifications',
  personal: {
    notification_boxes: {
      people: ['user_id'],
      copy: 'What somebody chose is a part of account.json.',
      erase: async (trx, { id }) => {
        await forgetPerson(trx, id)
        return undefined
      },
    },
    notifications: {
      people: ['recipient', 'subject'],
      copy: [
        { name: 'notifications', about: { ko: '받은 알림', en: 'what you were notified of' }, read: notifications },
      ],
      erase: 'Goes with its box.',
    },
    notification_actors: {
      people: ['actor'],
      copy: 'What somebody did stands in the lists of their likes, comments and follows.',
      erase: 'Goes with the box, in others’ notifications too, which are counted anew.',
    },
  },
  locks: { notification_boxes: boxesNaming },
  schedules: [
    { name: 'notifications.remove-old', everySeconds: 3_600, runBatch: (db, limit) => removeOld(db, 90, limit) },
  ],
} as const satisfies Domain
