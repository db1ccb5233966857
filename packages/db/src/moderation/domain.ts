import type { Domain } from '../core/domain.js'
import { blocked, muted } from './copy.js'

export const domain = {
  name: 'moderation',
  personal: {
    blocks: {
      people: ['blocker', 'blocked'],
      copy: [{ name: 'blocks', about: { ko: '차단한 사람', en: 'people whom you blocked' }, read: blocked }],
      erase: async (trx, { id }) => {
        await trx
          .deleteFrom('blocks')
          .where(eb => eb.or([eb('blocker', '=', id), eb('blocked', '=', id)]))
          .execute()
        return undefined
      },
    },
    mutes: {
      people: ['muter', 'muted'],
      copy: [{ name: 'mutes', about: { ko: '숨긴 사람', en: 'people whom you muted' }, read: muted }],
      erase: async (trx, { id }) => {
        await trx
          .deleteFrom('mutes')
          .where(eb => eb.or([eb('muter', '=', id), eb('muted', '=', id)]))
          .execute()
        return undefined
      },
    },
  },
} as const satisfies Domain
