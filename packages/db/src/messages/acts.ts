import { sql } from 'kysely'
import type { Acts } from '../core/domain.js'

/** Looks under the conversation's lock, as whoever writes, reads, deletes and blocks does. */
export const acts = {
  message: async (trx, { message_id }) => {
    const message = await trx
      .selectFrom('messages')
      .select('conversation_id')
      .where('id', '=', message_id)
      .executeTakeFirst()
    if (!message) return []
    const { conversation_id } = message
    await trx.selectFrom('conversations').select('id').where('id', '=', conversation_id).forNoKeyUpdate().execute()
    // A statement of its own: one that waited for the lock would see things as they were before the wait.
    const written = await trx
      .selectFrom('messages as x')
      .innerJoin('users as u', 'u.id', 'x.sender')
      .innerJoin('conversation_members as m', join =>
        join.onRef('m.conversation_id', '=', 'x.conversation_id').onRef('m.user_id', '<>', 'x.sender'),
      )
      .innerJoin('users as r', 'r.id', 'm.user_id')
      .select([
        'u.id as sender',
        'm.user_id as recipient',
        sql<boolean>`x.seq <= m.read_seq`.as('is_read'),
        sql<boolean>`x.deleted_at is null and u.is_active and r.is_active
          and not exists (select from blocks b where b.blocker = m.user_id and b.blocked = u.id)`.as('is_there'),
      ])
      .where('x.id', '=', message_id)
      .execute()
    return written.flatMap(({ sender, recipient, is_read, is_there }) =>
      // Read before it could be told: that is no news, and takes nothing back.
      is_there && is_read
        ? []
        : [
            {
              recipient,
              kind: 'message' as const,
              subject: conversation_id,
              subject_id: null,
              actor: sender,
              comment_id: message_id,
              holds: is_there,
            },
          ],
    )
  },
} satisfies Acts
