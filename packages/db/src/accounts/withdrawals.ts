import { accountErrors } from '@mudig/shared/accounts/errors'
import { nameKey, withdrawnName } from '@mudig/shared/accounts/names'
import { eraseAccount } from '@mudig/shared/accounts/queues'
import { ApiError } from '@mudig/shared/core/errors'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db, Trx } from '../core/client.js'
import { addJobs } from '../ledger/add.js'
import { forgetPerson } from '../notifications/notify.js'
import { drop as dropExports } from './exports.js'

/**
 * Hides an account and frees its name; the address stays reserved.
 * @param passwordHash the one that was confirmed, null for an account without one
 * @returns the address; undefined when the account or its password is another one by now
 */
export const withdraw = async (
  trx: Trx,
  id: number,
  passwordHash: string | null,
  retentionDays: number,
): Promise<{ email: string } | undefined> =>
  trx
    .updateTable('users')
    .set({
      is_active: false,
      name_key: null,
      withdrawn_at: sql`now()`,
      erase_after: sql`now() + ${retentionDays} * interval '1 day'`,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .where('is_active', '=', true)
    .where(sql<boolean>`password_hash is not distinct from ${passwordHash}`)
    .returning('email')
    .executeTakeFirst()

/**
 * Brings a withdrawn account back within its period, under a new name or the old one. The account's row is locked from
 * here on.
 * @returns undefined when there is none to bring back @throws ApiError nameTaken; the transaction is lost then
 */
export const reactivate = async (
  trx: Trx,
  email: string,
  newName: string | undefined,
): Promise<{ id: number } | undefined> => {
  const user = await trx
    .selectFrom('users')
    .select(['id', 'name'])
    .where('email', '=', email)
    .where('is_active', '=', false)
    .where('erase_after', '>', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst()
  if (!user) return undefined
  const name = newName ?? user.name
  try {
    return await trx
      .updateTable('users')
      .set({
        is_active: true,
        withdrawn_at: null,
        erase_after: null,
        name,
        name_key: nameKey(name),
        updated_at: sql`now()`,
      })
      .where('id', '=', user.id)
      .returning('id')
      .executeTakeFirstOrThrow()
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'users_name_key_key')
      throw new ApiError(accountErrors.nameTaken)
    throw error
  }
}

/** Unfinished digs of somebody who has left; none of somebody who is back. */
export const findAbandonedDigs = async (db: Db, userId: number): Promise<number[]> => {
  const rows = await db
    .selectFrom('playlists as p')
    .innerJoin('users as u', 'u.id', 'p.writer')
    .select('p.id')
    .where('p.writer', '=', userId)
    .where('p.status', 'in', ['queued', 'composing', 'matching'])
    .where('u.withdrawn_at', 'is not', null)
    .orderBy('p.id')
    .execute()
  return rows.map(row => row.id)
}

/** Adds an erasing job for each account whose period is over; one that has such a job keeps it. */
export const queueErasures = (db: Db, limit: number): Promise<void> =>
  db.transaction().execute(async trx => {
    const due = await trx
      .selectFrom('users')
      .select('id')
      .where('erase_after', '<=', sql<Date>`now()`)
      .orderBy('erase_after')
      .limit(limit)
      .execute()
    await addJobs(
      trx,
      eraseAccount,
      due.map(({ id }) => ({ payload: { v: 1, user_id: id }, subject: `user/${id}` })),
    )
  })

/**
 * Erases what is known of somebody whose period is over: the profile, playlists, likes, notifications, sessions, the
 * identities at providers and everything under the address. The
 * row itself and its comments stay, without a name.
 * @returns the keys of pictures that nobody shows any longer; undefined when there is nothing to erase (any more)
 */
export const erase = async (trx: Trx, id: number): Promise<string[] | undefined> => {
  const due = () =>
    trx
      .selectFrom('users')
      .select(['email', 'image'])
      .where('id', '=', id)
      .where('is_active', '=', false)
      .where('erase_after', '<=', sql<Date>`now()`)
  if (!(await due().executeTakeFirst())) return undefined
  await lockPlaylistsAndPeople(trx, id)
  // May have come back, or been erased, while the locks were waited for.
  const user = await due().forUpdate().executeTakeFirst()
  if (!user) return undefined
  const { email, image } = user

  await forgetFollows(trx, id)
  const playlists = await trx.deleteFrom('playlists').where('writer', '=', id).returning('thumbnail').execute()
  await sql`
    with unliked as (delete from likes where user_id = ${id} returning playlist_id)
    update playlists set like_count = greatest(0, like_count - 1) from unliked where playlists.id = unliked.playlist_id`.execute(
    trx,
  )

  await forgetPerson(trx, id)

  await trx.deleteFrom('sessions').where('user_id', '=', id).execute()
  await trx.deleteFrom('known_devices').where('user_id', '=', id).execute()
  await trx.deleteFrom('idempotency_keys').where('user_id', '=', id).execute()
  await trx.deleteFrom('otp_requests').where('email', '=', email).execute()
  await trx.deleteFrom('signup_tokens').where('email', '=', email).execute()
  await trx.deleteFrom('account_mails').where('email', '=', email).execute()
  await sql`
    with forgotten as (delete from identities where user_id = ${id} returning provider, subject)
    delete from identity_tokens
    where email = ${email} or (provider, subject) in (select provider, subject from forgotten)`.execute(trx)
  await trx.deleteFrom('oauth_states').where('user_id', '=', id).execute()
  // By jobs, whose last act removes the rows: until then they know what lies in the store.
  await dropExports(trx, id)
  // Attempts are counted by address, or by address and network.
  await trx
    .deleteFrom('attempts')
    .where(sql<boolean>`subject = ${email} or starts_with(subject, ${`${email}|`})`)
    .execute()
  await trx.updateTable('jobs').set({ user_id: null }).where('user_id', '=', id).execute()
  await trx
    .updateTable('users')
    .set({
      // RFC 2606: nobody can ever have this address.
      email: `erased-${id}@mudig.invalid`,
      name: withdrawnName,
      password_hash: null,
      about: '',
      genre: '',
      image: basicProfileKey,
      erase_after: null,
      erased_at: sql`now()`,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .execute()
  return [...new Set([image, ...playlists.map(({ thumbnail }) => thumbnail)])]
}

/**
 * What an erasure writes to: playlists before people, each in the order of ids, as everybody locks them. Nobody who has
 * left likes or follows anything new.
 */
const lockPlaylistsAndPeople = async (trx: Trx, id: number): Promise<void> => {
  await sql`
    select id from playlists
    where id in (select id from playlists where writer = ${id} union select playlist_id from likes where user_id = ${id})
    order by id for update`.execute(trx)
  await sql`
    select id from users
    where id in (select ${id}::int8 union select followee from follows where follower = ${id} union select follower from follows where followee = ${id})
    order by id for no key update`.execute(trx)
}

/** Ends every follow from and to somebody, and counts it off at the other end. All of them are locked. */
const forgetFollows = async (trx: Trx, id: number): Promise<void> => {
  await sql`
    with gone as (delete from follows where follower = ${id} or followee = ${id} returning follower, followee)
    update users set
      follower_count = greatest(0, follower_count - (select count(*)::int from gone where gone.followee = users.id)),
      following_count = greatest(0, following_count - (select count(*)::int from gone where gone.follower = users.id))
    where id in (select followee from gone union select follower from gone)`.execute(trx)
}
