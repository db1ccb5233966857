import { accountErrors } from '@mudig/shared/accounts/errors'
import { type OtpPurpose, otpLimits } from '@mudig/shared/accounts/otp'
import { ApiError } from '@mudig/shared/core/errors'
import type { Language } from '@mudig/shared/core/language'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db, Trx } from '../core/client.js'

const ownProfile = ['id', 'name', 'about', 'genre', 'email', 'rep_playlist', 'image'] as const

/** A user's profile as its owner sees it. */
export const findOwnProfile = async (db: Db, id: number) => {
  const user = await db
    .selectFrom('users')
    .select(ownProfile)
    .where('id', '=', id)
    .where('is_active', '=', true)
    .executeTakeFirst()
  return user && { ...user, is_following: null }
}

/** The picture that somebody's profile shows; their row stays as it is until the transaction ends. */
export const holdPicture = (trx: Trx, id: number) =>
  trx
    .selectFrom('users')
    .select('image')
    .where('id', '=', id)
    .where('is_active', '=', true)
    .forUpdate()
    .executeTakeFirst()

/** Whoever has the address, withdrawn ones included. @param email as `emailKey` made it */
export const findForLogin = (db: Db, email: string) =>
  db.selectFrom('users').select(['id', 'password_hash', 'is_active']).where('email', '=', email).executeTakeFirst()

/**
 * Whether the password that was just compared is still the account's. Keeps it so until the transaction ends, so that
 * no session begins by a password that was changed meanwhile.
 */
export const holdPassword = async (trx: Trx, id: number, passwordHash: string): Promise<boolean> => {
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', id)
    .where('is_active', '=', true)
    .where('password_hash', '=', passwordHash)
    .forShare()
    .executeTakeFirst()
  return user !== undefined
}

/** Undefined when the account is withdrawn; a null hash where it has no password. */
export const findPassword = (db: Db, id: number) =>
  db
    .selectFrom('users')
    .select(['email', 'password_hash'])
    .where('id', '=', id)
    .where('is_active', '=', true)
    .executeTakeFirst()

/** Of several changes at the same moment one wins, because each names the password that it replaces. */
export const replacePassword = async (trx: Trx, id: number, oldHash: string, newHash: string): Promise<boolean> => {
  const changed = await trx
    .updateTable('users')
    .set({ password_hash: newHash, updated_at: sql`now()` })
    .where('id', '=', id)
    .where('is_active', '=', true)
    .where('password_hash', '=', oldHash)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/** Sets the password of the account that an address has, whatever it was. Undefined where there is none. */
export const resetPassword = (trx: Trx, email: string, newHash: string) =>
  trx
    .updateTable('users')
    .set({ password_hash: newHash, updated_at: sql`now()` })
    .where('email', '=', email)
    .where('is_active', '=', true)
    .returning('id')
    .executeTakeFirst()

/** @param key as `nameKey` made it */
export const isNameTaken = async (db: Db, key: string): Promise<boolean> =>
  (await db.selectFrom('users').select('id').where('name_key', '=', key).executeTakeFirst()) !== undefined

export interface NewUser {
  email: string
  name: string
  name_key: string
  password_hash: string | null
  about: string
  genre: string
  image?: string
  age?: number | null
  gender?: string | null
}

/**
 * @throws ApiError nameTaken or emailTaken; the transaction is lost then. Unique indexes decide, so races have one
 * winner.
 */
export const insertUser = async (trx: Trx, user: NewUser): Promise<number> => {
  try {
    const { id } = await trx.insertInto('users').values(user).returning('id').executeTakeFirstOrThrow()
    return id
  } catch (error) {
    // The handle is made from the name, and somebody got the same one at this very moment: another try gets another one.
    if (
      error instanceof pg.DatabaseError &&
      ['users_name_key_key', 'users_handle_key'].includes(error.constraint ?? '')
    )
      throw new ApiError(accountErrors.nameTaken)
    if (error instanceof pg.DatabaseError && error.constraint === 'users_email_key')
      throw new ApiError(accountErrors.emailTaken)
    throw error
  }
}

/**
 * Makes every earlier code that the same network asked for worthless. Those that others asked for stand, so that nobody
 * can take somebody else's code away by asking for another one.
 */
export const insertOtpRequest = async (
  trx: Trx,
  request: { email: string; purpose: OtpPurpose; language: Language; network: string },
): Promise<number> => {
  const { id } = await trx
    .insertInto('otp_requests')
    .values({ ...request, expires_at: sql`now() + ${otpLimits.ttlSeconds} * interval '1 second'` })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface OtpMail {
  id: number
  nonce: string
  email: string
  purpose: OtpPurpose
  language: Language
  created_at: Date
  expires_at: Date
  /** The address has an account already. */
  registered: boolean
}

/**
 * What the mailer needs; undefined when the code is used or expired, or the same network asked for a newer one, so that
 * there is nothing to mail.
 */
export const findOtpMail = async (db: Db, id: number): Promise<OtpMail | undefined> => {
  const { rows } = await sql<OtpMail>`
    select id, nonce, email, purpose, language, created_at, expires_at,
      exists (select from users where users.email = otp_requests.email) as registered
    from otp_requests
    where id = ${id} and used_at is null and expires_at > now()
      and not exists (select from otp_requests newer where newer.email = otp_requests.email and newer.purpose = otp_requests.purpose
        and newer.network is not distinct from otp_requests.network and newer.id > otp_requests.id)`.execute(db)
  return rows[0]
}

export interface OtpCandidate {
  id: number
  nonce: string
}

export type OtpTry = { outcome: 'counted'; candidates: OtpCandidate[] } | { outcome: 'spent' } | { outcome: 'none' }

/**
 * Counts a try before it is compared, at the newest code of the address and at the newest that the same network asked
 * for: two mails may lie in a mailbox, and either may be typed in. One conditional update, so that parallel guesses get
 * five in all at each code, whatever is guessed, and those from elsewhere three of the five. One that saw tries left
 * and was not counted came too late for them, which is `spent` as well.
 */
export const countOtpTry = async (db: Db, email: string, purpose: OtpPurpose, network: string): Promise<OtpTry> => {
  const { rows } = await sql<OtpCandidate & { spent: boolean; counted: boolean }>`
    with newest as (
      (select id from otp_requests where email = ${email} and purpose = ${purpose} order by id desc limit 1)
      union
      (select id from otp_requests where email = ${email} and purpose = ${purpose} and network = ${network} order by id desc limit 1)
    ), standing as (
      select id, nonce, network is distinct from ${network} as elsewhere,
        used_at is null and (attempts >= ${otpLimits.tries} or expires_at > now()) as open
      from otp_requests where id in (select id from newest) order by id for no key update
    ), counted as (
      update otp_requests set attempts = attempts + 1, tries_from_elsewhere = tries_from_elsewhere + elsewhere::int from standing
      where otp_requests.id = standing.id and used_at is null and expires_at > now() and attempts < ${otpLimits.tries}
        and (not elsewhere or tries_from_elsewhere < ${otpLimits.triesFromElsewhere})
      returning otp_requests.id
    )
    select standing.id, nonce, open and counted.id is null as spent, counted.id is not null as counted from standing left join counted using (id)`.execute(
    db,
  )
  const candidates = rows.filter(row => row.counted).map(({ id, nonce }) => ({ id, nonce }))
  if (candidates.length > 0) return { outcome: 'counted', candidates }
  return { outcome: rows.some(row => row.spent) ? 'spent' : 'none' }
}

/** Spends the code and leaves the right to sign up; false when another request was first. */
export const redeemOtp = (db: Db, id: number, signupTokenHash: Buffer): Promise<boolean> =>
  db.transaction().execute(async trx => {
    const redeemed = await trx
      .updateTable('otp_requests')
      .set({ used_at: sql`now()` })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
      .returning('email')
      .executeTakeFirst()
    if (!redeemed) return false
    await trx
      .insertInto('signup_tokens')
      .values({
        hash: signupTokenHash,
        email: redeemed.email,
        expires_at: sql`now() + ${otpLimits.signupTokenTtlSeconds} * interval '1 second'`,
      })
      .execute()
    return true
  })

/** Whether consuming it would work now: spares the hashing and the picture of a request that cannot succeed. */
export const isSignupToken = async (db: Db, hash: Buffer, email: string): Promise<boolean> => {
  const row = await db
    .selectFrom('signup_tokens')
    .select('hash')
    .where('hash', '=', hash)
    .where('email', '=', email)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * In the transaction that inserts the user, so that a name that is taken does not burn it.
 * @throws ApiError signupTokenInvalid
 */
export const consumeSignupToken = async (trx: Trx, hash: Buffer, email: string): Promise<void> => {
  const consumed = await trx
    .updateTable('signup_tokens')
    .set({ consumed_at: sql`now()` })
    .where('hash', '=', hash)
    .where('email', '=', email)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('hash')
    .executeTakeFirst()
  if (!consumed) throw new ApiError(accountErrors.signupTokenInvalid)
}

/** Removes what has expired, a bounded number of rows of each kind. @returns how many went */
export const removeExpired = async (db: Db, limit: number): Promise<number> => {
  const aDayAgo = sql`now() - interval '1 day'`
  let removed = 0
  for (const [table, moment, before] of [
    ['sessions', 'expires_at', aDayAgo],
    ['otp_requests', 'expires_at', aDayAgo],
    ['signup_tokens', 'expires_at', aDayAgo],
    ['sign_ups', 'expires_at', sql`now()`],
    ['identity_tokens', 'expires_at', aDayAgo],
    ['oauth_states', 'expires_at', aDayAgo],
    ['account_mails', 'expires_at', aDayAgo],
    ['known_devices', 'last_seen_at', sql`now() - interval '180 days'`],
    // Hashes of former passwords are kept no longer than they are good for.
    ['password_changes', 'changed_at', sql`now() - interval '1 minute'`],
    ['staff_sessions', 'expires_at', sql`now()`],
    ['attempts', 'ends_at', sql`now()`],
    ['reserved_handles', 'reserved_until', sql`now()`],
  ] as const) {
    // In the index's order and by an array of places: whatever the estimates are, neither half reads the table. A row
    // that is written meanwhile moves and is left to the next round.
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${sql.ref(moment)} < ${before} order by ${sql.ref(moment)} limit ${limit}
      ))`.execute(db)
    removed += Number(numAffectedRows)
  }
  return removed
}
