import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'

/** Absolute, from the sign-in; no rotation moves it (ASVS 5.0, 10.4.8). */
export const lifetimeSeconds = 30 * 24 * 3_600
/** A repeat of a spent refresh token within this time is a lost answer or a second tab, not a thief. */
const graceSeconds = 10

export type RevokedBecause = 'logout' | 'reuse' | 'password' | 'withdrawal' | 'staff'

export interface NewSession {
  user_id: number
  /** 32 random bytes; input of the refresh tokens' HMAC. */
  seed: Buffer
  user_agent: string | null
  address: string | null
}

/**
 * @returns its id, which access and refresh tokens carry
 * @throws ApiError banned; the transaction is lost then
 */
export const open = async (db: Db, session: NewSession): Promise<string> => {
  const { id } = await db
    .insertInto('sessions')
    .values({ ...session, expires_at: sql`now() + ${lifetimeSeconds} * interval '1 second'` })
    .returning('id')
    .executeTakeFirstOrThrow()
  // After the session's reference to the account was taken: whoever suspends it at this moment waits, or was waited for.
  const banned = await db
    .selectFrom('users')
    .select('id')
    .where('id', '=', session.user_id)
    .where('suspended_at', 'is not', null)
    .where('suspended_until', 'is', null)
    .executeTakeFirst()
  if (banned) throw new ApiError(httpErrors.banned)
  return id
}

/** More sessions than this are not listed; ending all of them ends the rest too. */
const sessionsShown = 100

/** The live sessions of a user, the one used last first. */
export const listLive = (db: Db, userId: number) =>
  db
    .selectFrom('sessions')
    .select(['id', 'user_agent', sql<string | null>`host(address)`.as('address'), 'created_at', 'last_used_at'])
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('last_used_at', 'desc')
    .orderBy('id')
    .limit(sessionsShown)
    .execute()

/** Whether a session was opened within the last `seconds`: somebody has just proved who they are. */
export const isFresh = async (db: Db, id: string, seconds: number): Promise<boolean> => {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', id)
    .where('created_at', '>', sql<Date>`now() - ${seconds} * interval '1 second'`)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Remembers the device of a sign-in. @param hash of the device and its network
 * @returns true for one that the account was never seen with, unless it is the very first
 */
export const noteDevice = async (trx: Trx, userId: number, hash: Buffer): Promise<boolean> => {
  const { rows } = await sql<{ is_new: boolean; has_others: boolean }>`
    insert into known_devices (user_id, hash) values (${userId}, ${hash})
    on conflict (user_id, hash) do update set last_seen_at = now()
    returning xmax = 0 as is_new,
      exists (select from known_devices other where other.user_id = known_devices.user_id and other.hash <> known_devices.hash) as has_others`.execute(
    trx,
  )
  return rows[0]?.is_new === true && rows[0].has_others
}

/** What is needed to check a refresh token's signature. */
export const findSeed = async (db: Db, id: string): Promise<Buffer | undefined> =>
  (await db.selectFrom('sessions').select('seed').where('id', '=', id).executeTakeFirst())?.seed

export type Rotation =
  | { outcome: 'rotated' | 'repeated'; user_id: number; generation: number }
  | { outcome: 'reused' }
  | { outcome: 'refused' }

/**
 * Spends the refresh token of one generation. Of several at the same moment one rotates and the others, within the
 * grace, are told the same successor. Any later use means that two parties hold the session, and ends it.
 *
 * @param generation of the presented token, whose signature was checked
 */
export const rotate = (db: Db, id: string, generation: number): Promise<Rotation> =>
  db.transaction().execute(async (trx): Promise<Rotation> => {
    const rotated = await trx
      .updateTable('sessions')
      .set({ generation: generation + 1, last_used_at: sql`now()` })
      .where('id', '=', id)
      .where('generation', '=', generation)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
      .where(eb =>
        eb.exists(eb.selectFrom('users').whereRef('users.id', '=', 'sessions.user_id').where('is_active', '=', true)),
      )
      .returning('user_id')
      .executeTakeFirst()
    if (rotated) {
      await sql`
        with forgotten as (
          delete from refresh_uses where session_id = ${id} and used_at < now() - ${graceSeconds} * interval '1 second'
        )
        insert into refresh_uses (session_id, generation) values (${id}, ${generation})`.execute(trx)
      return { outcome: 'rotated', user_id: rotated.user_id, generation: generation + 1 }
    }
    const live = await trx
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select(['sessions.user_id', 'sessions.generation'])
      .select(eb =>
        eb
          .exists(
            eb
              .selectFrom('refresh_uses')
              .whereRef('refresh_uses.session_id', '=', 'sessions.id')
              .where('refresh_uses.generation', '=', generation)
              .where('used_at', '>', sql<Date>`now() - ${graceSeconds} * interval '1 second'`),
          )
          .as('within_grace'),
      )
      .where('sessions.id', '=', id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
      .where('users.is_active', '=', true)
      .executeTakeFirst()
    if (!live) return { outcome: 'refused' }
    if (live.within_grace) return { outcome: 'repeated', user_id: live.user_id, generation: generation + 1 }
    if (generation >= live.generation) return { outcome: 'refused' }
    await revoke(trx, id, 'reuse')
    return { outcome: 'reused' }
  })

// The moment of the statement, not of the transaction: the pollers of revokedSince look back a bounded time only.
const revocation = (because: RevokedBecause) => ({ revoked_at: sql<Date>`clock_timestamp()`, revoked_because: because })

/** Ends one session. Tell `app.revocations` too, so that this process knows at once. */
export const revoke = async (db: Db, id: string, because: RevokedBecause): Promise<void> => {
  await db
    .updateTable('sessions')
    .set(revocation(because))
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Ends one of a user's own sessions, as `revoke` does. @returns false when they have no such live one */
export const revokeOwn = async (db: Db, userId: number, id: string): Promise<boolean> => {
  const ended = await db
    .updateTable('sessions')
    .set(revocation('logout'))
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

/** Ends all sessions of a user. @param but one that goes on @returns their ids */
export const revokeAll = async (trx: Trx, userId: number, because: RevokedBecause, but?: string): Promise<string[]> => {
  const rows = await trx
    .updateTable('sessions')
    .set(revocation(because))
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .$if(but !== undefined, query => query.where('id', '<>', but!))
    .returning('id')
    .execute()
  return rows.map(row => row.id)
}

/** Sessions that ended within the last `seconds`. */
export const revokedWithin = async (db: Db, seconds: number): Promise<string[]> =>
  (await revoked(db, { seconds })).map(row => row.id)

const revoked = prepare((db, { seconds }: { seconds: number }) =>
  db
    .selectFrom('sessions')
    .select('id')
    .where('revoked_at', '>', sql<Date>`now() - ${seconds}::int * interval '1 second'`),
)

/** Asks Postgres itself; for when the memory of revocations is too old. */
export const isLive = async (db: Db, id: string): Promise<boolean> => {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Which of these sessions live. */
export const liveAmong = async (db: Db, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('revoked_at', 'is', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
