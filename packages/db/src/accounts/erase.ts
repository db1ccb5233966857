import { withdrawnName } from '@mudig/shared/accounts/names'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import type { Person } from '../core/domain.js'

/** Everybody whom somebody follows or who follows them, and themselves. */
export const peopleAround = (id: number) => sql`
  select ${id}::int8 union select followee from follows where follower = ${id}
  union select follower from follows where followee = ${id}`

/** Ends every follow from and to somebody, and counts it off at the other end. Requires the locks of `peopleAround`. */
export const forgetFollows = async (trx: Trx, id: number): Promise<void> => {
  await sql`
    with gone as (delete from follows where follower = ${id} or followee = ${id} returning follower, followee)
    update users set
      follower_count = greatest(0, follower_count - (select count(*)::int from gone where gone.followee = users.id)),
      following_count = greatest(0, following_count - (select count(*)::int from gone where gone.follower = users.id))
    where id in (select followee from gone union select follower from gone)`.execute(trx)
}

/** Rights to open an account, for the address or for an identity of the account. Before the identities are deleted. */
export const forgetIdentityTokens = async (trx: Trx, { id, email }: Person): Promise<void> => {
  await sql`
    delete from identity_tokens
    where email = ${email} or (provider, subject) in (select provider, subject from identities where user_id = ${id})`.execute(
    trx,
  )
}

/** Attempts are counted by address, or by address and network. */
export const forgetAttempts = async (trx: Trx, { email }: Person): Promise<void> => {
  await trx
    .deleteFrom('attempts')
    .where(sql<boolean>`subject = ${email} or starts_with(subject, ${`${email}|`})`)
    .execute()
}

/** Leaves the row without a name, for the comments that it has written. */
export const clearAccount = async (trx: Trx, { id, image }: Person): Promise<string[]> => {
  await trx
    .updateTable('users')
    .set({
      // RFC 2606: nobody can ever have this address.
      email: `erased-${id}@mudig.invalid`,
      name: withdrawnName,
      handle: null,
      link_1: '',
      link_2: '',
      password_hash: null,
      about: '',
      genre: '',
      age: null,
      gender: null,
      image: basicProfileKey,
      erase_after: null,
      erased_at: sql`now()`,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .execute()
  return [image]
}
