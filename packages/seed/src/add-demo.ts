import type { Db, Trx } from '@mudig/db/core/client'
import { nameKey } from '@mudig/shared/accounts/names'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { type Demo, type DemoAccount, demoPassword } from './core/demo.js'
import { domains as listed } from './demo.gen.js'

const domains: readonly Demo[] = listed

/**
 * Adds what is missing and changes nothing that is there, so that it can be repeated. Without a store what lies in one is
 * left out.
 * @returns the addresses of the accounts, and how many were added of what
 */
export const addDemo = async (
  db: Db,
  storage?: Storage,
): Promise<{ emails: string[]; added: Record<string, number> }> => {
  const accounts = domains.flatMap(({ accounts }) => accounts ?? [])
  const emails = accounts.map(({ email }) => email)
  const password_hash = await hashPassword(demoPassword)
  const { added, ids } = await db.transaction().execute(async trx => {
    await insertAccounts(trx, accounts, password_hash)
    const there = await trx.selectFrom('users').select(['id', 'email']).where('email', 'in', emails).execute()
    const ids = new Map(there.map(({ id, email }) => [email, id]))
    const added: Record<string, number> = {}
    for (const { adds } of domains)
      for (const [what, add] of Object.entries(adds ?? {})) added[what] = await add(trx, email => ids.get(email))
    return { added, ids }
  })
  if (storage)
    for (const { stores } of domains)
      for (const [what, add] of Object.entries(stores ?? {}))
        added[what] = await add(db, storage, email => ids.get(email))
  return { emails, added }
}

const insertAccounts = (trx: Trx, accounts: readonly DemoAccount[], password_hash: string) =>
  trx
    .insertInto('users')
    .values(accounts.map(account => ({ ...account, name_key: nameKey(account.name), password_hash })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
