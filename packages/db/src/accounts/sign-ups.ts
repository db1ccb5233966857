import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError } from '@mudig/shared/core/errors'
import type { Language } from '@mudig/shared/core/language'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { askForMail } from './mails.js'

/** What an account is opened with once its address is confirmed. */
export interface SignUp {
  /** As `cleanName` made it; null where none was chosen. */
  name: string | null
  password_hash: string
  age: number | null
  gender: string | null
}

/** Writes a sign-up and its mail, whether the address has an account or not. */
export const askForSignUp = async (
  trx: Trx,
  { name, password_hash, age, gender, ...mail }: SignUp & { email: string; language: Language; request_id: string },
): Promise<void> => {
  const account_mail_id = await askForMail(trx, { ...mail, kind: 'signup' })
  await trx.insertInto('sign_ups').values({ account_mail_id, name, password_hash, age, gender }).execute()
}

/** What was asked for with a mail. Whether its link is still good is for `consumeSignUp` to say. */
export const findSignUp = (db: Db, accountMailId: number): Promise<SignUp | undefined> =>
  db
    .selectFrom('sign_ups')
    .select(['name', 'password_hash', 'age', 'gender'])
    .where('account_mail_id', '=', accountMailId)
    .executeTakeFirst()

/**
 * In the transaction that inserts the user, so that a name that is taken leaves the link good. Of several at the same
 * moment one opens the account.
 * @throws ApiError linkInvalid
 */
export const consumeSignUp = async (trx: Trx, accountMailId: number): Promise<void> => {
  const consumed = await trx
    .updateTable('account_mails')
    .set({ used_at: sql`now()` })
    .where('id', '=', accountMailId)
    .where('kind', '=', 'signup')
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst()
  if (!consumed) throw new ApiError(accountErrors.linkInvalid)
  await trx.deleteFrom('sign_ups').where('account_mail_id', '=', accountMailId).execute()
}
