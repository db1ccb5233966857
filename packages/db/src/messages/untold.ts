import { notify } from '@mudig/shared/notifications/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJobs } from '../ledger/add.js'

/**
 * Has those who are away told of rooms in which something was written, which are held. Once for all messages since the
 * last time, so that a lively room costs no more jobs than a quiet one.
 */
const tell = async (trx: Trx, rooms: readonly { id: number }[]): Promise<void> => {
  if (rooms.length === 0) return
  await addJobs(
    trx,
    notify,
    rooms.map(({ id }) => ({
      payload: { v: 1 as const, act: 'room' as const, conversation_id: id },
      subject: `conversation/${id}` as const,
    })),
  )
}

/** Of these rooms, where nobody else does it at this moment. */
export const tellRooms = async (trx: Trx, ids: readonly number[]): Promise<void> => {
  const { rows } = await sql<{ id: number }>`
    update conversations set is_untold = false where id in (
      select id from conversations where id = any(${ids}::int8[]) and is_untold order by id for no key update skip locked
    ) returning id`.execute(trx)
  await tell(trx, rows)
}

/** Of rooms that a process left when it died. @returns how many */
export const tellUntold = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows } = await sql<{ id: number }>`
      update conversations set is_untold = false where id in (
        select id from conversations where is_untold order by id limit ${limit} for no key update skip locked
      ) returning id`.execute(trx)
    await tell(trx, rows)
    return rows.length
  })

/**
 * Removes what was written in rooms that nobody is in any more, and then the rooms.
 * @returns how many messages and rooms that were
 */
export const removeEmptied = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql<{ removed: number }>`
    with emptied as materialized (
      select id from conversations where emptied_at < now() - interval '1 day' and kind = 'room'
      order by emptied_at limit 10 for no key update skip locked
    ), words as (
      delete from messages where id in (
        select x.id from emptied join messages x on x.conversation_id = emptied.id limit ${limit}) returning id
    ), rooms as (
      delete from conversations c using emptied
      where c.id = emptied.id and not exists (select from messages x where x.conversation_id = c.id) returning c.id
    )
    select (select count(*) from words) + (select count(*) from rooms) as removed`.execute(db)
  return rows[0]!.removed
}
