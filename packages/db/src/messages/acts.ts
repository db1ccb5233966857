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

  /**
   * Those who are away and have not read all are told of the newest message that they have not read. Holds their
   * memberships: who reads meanwhile waits, and then takes the notice back.
   */
  room: async (trx, { conversation_id }) => {
    await trx.selectFrom('conversations').select('id').where('id', '=', conversation_id).forNoKeyUpdate().execute()
    const { rows } = await sql<{ recipient: number; id: number; sender: number }>`
      select m.user_id as recipient, x.id, x.sender
      from conversation_members m
      join users r on r.id = m.user_id and r.is_active
      cross join lateral (
        select x.id, x.sender from messages x join users u on u.id = x.sender and u.is_active and u.suspended_at is null
        where x.conversation_id = m.conversation_id and x.seq > greatest(m.read_seq, m.joined_seq)
          and x.sender <> m.user_id and x.deleted_at is null
          and not exists (select from blocks b where b.blocker = m.user_id and b.blocked = x.sender)
          and not exists (select from blocks b where b.blocker = x.sender and b.blocked = m.user_id)
        order by x.seq desc limit 1
      ) x
      where m.conversation_id = ${conversation_id} and m.left_at is null
        and not exists (select from presences p where p.user_id = m.user_id and p.seen_until > now())
      order by m.user_id for no key update of m`.execute(trx)
    return rows.map(({ recipient, id, sender }) => ({
      recipient,
      kind: 'message' as const,
      subject: conversation_id,
      subject_id: null,
      actor: sender,
      comment_id: id,
      holds: true,
    }))
  },
} satisfies Acts
