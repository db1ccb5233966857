import { accountErrors } from '@mudig/shared/accounts/errors'
import { otpLimits } from '@mudig/shared/accounts/otp'
import { ApiError } from '@mudig/shared/core/errors'
import type { Provider } from '@mudig/shared/core/providers'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db, Trx } from '../core/client.js'

/** How long a journey to a provider may take. */
export const stateTtlSeconds = 10 * 60

export interface Identity {
  provider: Provider
  /** The provider's own id of the person; the same for ever, unlike an address. */
  subject: string
}

/** @param userId of somebody who links the provider; null where somebody signs in */
export const insertState = async (
  db: Db,
  state: { hash: Buffer; provider: Provider; verifier: string | null; user_id: number | null },
): Promise<void> => {
  await db
    .insertInto('oauth_states')
    .values({ ...state, expires_at: sql`now() + ${stateTtlSeconds} * interval '1 second'` })
    .execute()
}

/**
 * Spends a state: of several at the same moment one gets it. One of another provider or another person is not found,
 * and stays unspent.
 * @returns undefined when it is unknown, expired, spent or somebody else's
 */
export const spendState = (
  db: Db,
  state: { hash: Buffer; provider: Provider; user_id: number | null },
): Promise<{ verifier: string | null } | undefined> =>
  db
    .updateTable('oauth_states')
    .set({ used_at: sql`now()` })
    .where('hash', '=', state.hash)
    .where('provider', '=', state.provider)
    .where(sql<boolean>`user_id is not distinct from ${state.user_id}::bigint`)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('verifier')
    .executeTakeFirst()

/** Whoever the identity belongs to, withdrawn ones included. */
export const findByIdentity = (db: Db, { provider, subject }: Identity) =>
  db
    .selectFrom('identities')
    .innerJoin('users', 'users.id', 'identities.user_id')
    .select(['users.id', 'users.email', 'users.is_active'])
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst()

/** Whether the identity still opens the account, and keeps it so until the transaction ends. */
export const holdIdentity = async (trx: Trx, userId: number, { provider, subject }: Identity): Promise<boolean> => {
  // The account first and alone, as everybody locks who changes the ways in; what they did is seen by the second
  // statement.
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('is_active', '=', true)
    .forShare()
    .executeTakeFirst()
  if (!user) return false
  const held = await trx
    .selectFrom('identities')
    .select('user_id')
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return held !== undefined
}

/**
 * Leaves the right to sign up with an identity.
 * @param email only one that the provider has verified, as `emailKey` made it
 */
export const insertIdentityToken = async (
  db: Db,
  token: Identity & { hash: Buffer; email: string | null },
): Promise<void> => {
  await db
    .insertInto('identity_tokens')
    .values({ ...token, expires_at: sql`now() + ${otpLimits.signupTokenTtlSeconds} * interval '1 second'` })
    .execute()
}

/** What a token is bound to; undefined when it is unknown, expired or consumed. */
export const findIdentityToken = async (
  db: Db,
  hash: Buffer,
): Promise<(Identity & { email: string | null }) | undefined> => {
  const row = await db
    .selectFrom('identity_tokens')
    .select(['provider', 'subject', 'email'])
    .where('hash', '=', hash)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return row && { ...row, provider: row.provider as Provider }
}

/**
 * In the transaction that inserts the user, so that a name that is taken does not burn it.
 * @throws ApiError socialTokenInvalid
 */
export const consumeIdentityToken = async (trx: Trx, hash: Buffer): Promise<void> => {
  const consumed = await trx
    .updateTable('identity_tokens')
    .set({ consumed_at: sql`now()` })
    .where('hash', '=', hash)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('hash')
    .executeTakeFirst()
  if (!consumed) throw new ApiError(accountErrors.socialTokenInvalid)
}

/**
 * Gives an identity to an account. @param email as the provider tells it, for its owner to read
 * @throws ApiError identityTaken (somebody else's), providerLinked (the account has another one there); the transaction
 * is lost then
 */
export const insertIdentity = async (
  trx: Trx,
  identity: Identity & { user_id: number; email: string | null },
): Promise<void> => {
  try {
    await trx.insertInto('identities').values(identity).execute()
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'identities_pkey')
      throw new ApiError(accountErrors.identityTaken)
    if (error instanceof pg.DatabaseError && error.constraint === 'identities_user_provider_key')
      throw new ApiError(accountErrors.providerLinked)
    throw error
  }
}

/** Locks an account against other changes of how one gets in. @returns undefined when it is withdrawn */
export const lockWaysIn = (trx: Trx, userId: number) =>
  trx
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', userId)
    .where('is_active', '=', true)
    .forUpdate()
    .executeTakeFirst()

/** The providers that an account is linked to, in the order of linking. */
export const listIdentities = async (db: Db, userId: number) => {
  const rows = await db
    .selectFrom('identities')
    .select(['provider', 'subject', 'email', 'created_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('provider')
    .execute()
  return rows.map(row => ({ ...row, provider: row.provider as Provider }))
}

/** @returns false when the account is not linked to that provider */
export const deleteIdentity = async (trx: Trx, userId: number, provider: Provider): Promise<boolean> => {
  const gone = await trx
    .deleteFrom('identities')
    .where('user_id', '=', userId)
    .where('provider', '=', provider)
    .returning('subject')
    .executeTakeFirst()
  return gone !== undefined
}
