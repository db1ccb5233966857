import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError } from '@mudig/shared/core/errors'
import type { Language } from '@mudig/shared/core/language'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { type AskedMail, askForMail } from './mails.js'

/** What an account is opened with once its address is confirmed. */
export interface SignUp {
  /** As `cleanName` made it; null where none was chosen. */
  name: string | null
  password_hash: string
  age: number | null
  gender: string | null
  about?: string | null
}

const columns = ['name', 'password_hash', 'age', 'gender', 'about'] as const

/** Which link opens the account: one that asks for the password again, or one that is enough. */
type Kind = Extract<AskedMail, 'signup' | 'activation'>

/** Writes a sign-up and its mail, whether the address has an account or not. */
export const askForSignUp = async (
  trx: Trx,
  {
    kind = 'signup',
    name,
    password_hash,
    age,
    gender,
    about = null,
    ...mail
  }: SignUp & { kind?: Kind; email: string; language: Language; request_id: string },
): Promise<void> => {
  const account_mail_id = await askForMail(trx, { ...mail, kind })
  await trx
    .insertInto('sign_ups')
    .values({
      account_mail_id,
      name,
      password_hash,
      age,
      gender,
      about,
      expires_at: trx.selectFrom('account_mails').select('expires_at').where('id', '=', account_mail_id),
    })
    .execute()
}

/** What was asked for with a mail. Whether its link is still good is for `consumeSignUp` to say. */
export const findSignUp = (db: Db, accountMailId: number): Promise<SignUp | undefined> =>
  db.selectFrom('sign_ups').select(columns).where('account_mail_id', '=', accountMailId).executeTakeFirst()

/** The newest sign-up of an address whose link opens the account by itself, while it does. */
export const findWaitingSignUp = (db: Db, email: string): Promise<SignUp | undefined> =>
  db
    .selectFrom('account_mails as m')
    .innerJoin('sign_ups as s', 's.account_mail_id', 'm.id')
    .select(['s.name', 's.password_hash', 's.age', 's.gender', 's.about'])
    .where('m.email', '=', email)
    .where('m.kind', '=', 'activation')
    .where('m.used_at', 'is', null)
    .where('m.expires_at', '>', sql<Date>`now()`)
    .orderBy('m.id', 'desc')
    .limit(1)
    .executeTakeFirst()

/**
 * In the transaction that inserts the user, so that a name that is taken leaves the link good. Of several at the same
 * moment one opens the account.
 * @throws ApiError linkInvalid
 */
export const consumeSignUp = async (trx: Trx, accountMailId: number, kind: Kind = 'signup'): Promise<void> => {
  const consumed = await trx
    .updateTable('account_mails')
    .set({ used_at: sql`now()` })
    .where('id', '=', accountMailId)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst()
  if (!consumed) throw new ApiError(accountErrors.linkInvalid)
  await trx.deleteFrom('sign_ups').where('account_mail_id', '=', accountMailId).execute()
}
