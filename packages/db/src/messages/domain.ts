import { sql } from 'kysely'
import type { Domain } from '../core/domain.js'
import { acts } from './acts.js'
import { joined, sent } from './copy.js'
import { leaveRooms } from './room-changes.js'
import { removeEmptied, tellUntold } from './untold.js'

export const domain = {
  name: 'messages',
  personal: {
    conversations: {
      people: ['low', 'high', 'owner'],
      copy: 'By the rooms that one is in, see conversation_members.',
      erase:
        'Stays for the others; one of many is left and passed on, see conversation_members, and what was written goes.',
    },
    conversation_members: {
      people: ['user_id'],
      copy: [{ name: 'rooms', about: { ko: '들어가 있는 대화방', en: 'rooms that you are in' }, read: joined }],
      // Whoever was written to still finds a conversation of two.
      erase: async (trx, { id }) => {
        await leaveRooms(trx, id)
        return undefined
      },
    },
    presences: {
      people: ['user_id'],
      copy: 'Says only whether somebody is connected at this moment.',
      erase: async (trx, { id }) => {
        await trx.deleteFrom('presences').where('user_id', '=', id).execute()
        return undefined
      },
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
  },
  // Before people and their boxes, as whoever writes to a room locks it.
  locks: {
    conversations: userId => sql`
      select m.conversation_id from conversation_members m join conversations c on c.id = m.conversation_id and c.kind = 'room'
      where m.user_id = ${userId} and m.left_at is null`,
  },
  acts,
  schedules: [
    { name: 'messages.tell-untold', everySeconds: 5, runBatch: tellUntold },
    { name: 'messages.remove-emptied', everySeconds: 3_600, runBatch: removeEmptied },
  ],
} as const satisfies Domain
