import { sql } from 'kysely'
import type { Domain } from '../core/domain.js'
import { acts } from './acts.js'
import { blocked, sent } from './copy.js'

export const domain = {
  name: 'messages',
  personal: {
    conversations: {
      people: ['low', 'high'],
      copy: 'By the messages that one wrote.',
      erase: 'Stays for the other one of the two; what was written goes, see messages.',
    },
    conversation_members: {
      people: ['user_id'],
      copy: 'Says only how far somebody has read.',
      erase: 'Holds no words; whoever was written to still finds the conversation.',
    },
    messages: {
      people: ['sender'],
      copy: [{ name: 'messages', about: { ko: '보낸 메시지', en: 'messages that you sent' }, read: sent }],
      erase: async (trx, { id }) => {
        await trx
          .updateTable('messages')
          .set({ content: '', client_key: null, subject_id: null, deleted_at: sql<Date>`coalesce(deleted_at, now())` })
          .where('sender', '=', id)
          .execute()
        return undefined
      },
    },
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
  },
  acts,
} as const satisfies Domain
