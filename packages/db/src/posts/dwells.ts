import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isVisible } from '../subjects/visible.js'

/** Nobody has looked at a post for longer, however long it lay open. */
const mostMs = 60_000
/** What somebody looked at longer ago says nothing of them any more. */
const keptDays = 90

export interface Dwell {
  uuid: string
  ms: number
}

/**
 * Adds how long somebody has looked at posts of others that they may see, a minute of each at most; others are passed
 * over.
 * @returns false where they have switched it off, and nothing is kept
 */
export const addDwells = async (trx: Trx, user: number, dwells: readonly Dwell[]): Promise<boolean> => {
  // Whoever switches it off at this moment comes first, or after all of it.
  const switched = await sql<{ is_off: boolean }>`
    select exists (select from dwell_switches where user_id = u.id) as is_off from users u where u.id = ${user} for share of u`.execute(
    trx,
  )
  if (switched.rows[0]?.is_off !== false) return false
  const uuids = dwells.map(({ uuid }) => uuid)
  const ms = dwells.map(dwell => Math.min(mostMs, dwell.ms))
  await sql`
    with given as (
      select uuid, least(${mostMs}::integer, sum(ms))::integer as ms
      from unnest(${uuids}::uuid[], ${ms}::integer[]) as given(uuid, ms) where ms > 0 group by 1
    )
    insert into post_dwells (user_id, post_id, ms)
    select ${user}, p.id, given.ms from given join posts p on p.uuid = given.uuid join subjects s on s.id = p.id
    where s.owner <> ${user} and s.state = 'ready' and ${isVisible(user)}
    order by p.id
    on conflict (user_id, post_id) do update
    set ms = least(${mostMs}::integer, post_dwells.ms + excluded.ms), updated_at = now()`.execute(trx)
  return true
}

/** Forgets how long somebody has looked at what, and which posts they have opened. What is counted stays counted. */
export const forgetDwells = async (trx: Trx, user: number): Promise<void> => {
  await trx.deleteFrom('post_dwells').where('user_id', '=', user).execute()
  await trx.updateTable('post_views').set({ user_id: null }).where('user_id', '=', user).execute()
}

/** Switches it on, or off, which forgets all there is. */
export const switchDwells = async (trx: Trx, user: number, isOn: boolean): Promise<void> => {
  await sql`select from users where id = ${user} for no key update`.execute(trx)
  if (isOn) await trx.deleteFrom('dwell_switches').where('user_id', '=', user).execute()
  else {
    await trx
      .insertInto('dwell_switches')
      .values({ user_id: user })
      .onConflict(conflict => conflict.column('user_id').doNothing())
      .execute()
    await forgetDwells(trx, user)
  }
}

const switchOf = prepare((db, { user }: { user: number }) =>
  db.selectFrom('dwell_switches').select('turned_off_at').where('user_id', '=', user),
)

/** Since when it is off; undefined while it is on. */
export const dwellsOffSince = async (db: Db, user: number): Promise<Date | undefined> =>
  (await switchOf(db, { user }))[0]?.turned_off_at

/** Schedule: removes what is old. @returns how many rows went */
export const removeOldDwells = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from post_dwells where (user_id, post_id) in (
      select user_id, post_id from post_dwells where updated_at < now() - ${keptDays} * interval '1 day'
      order by updated_at limit ${limit}
    ) returning user_id`.execute(db)
  return rows.length
}
