import { hashPassword } from '@mudig/shared/accounts/passwords'
import type { Test } from 'tap'
import { says } from './says.js'
import type { ScreenPage } from './screen-client.js'
import type { Stack } from './stack.js'

export const password = 'Passw0rd-of-2026'

/** Signs somebody in on a page whose account is open already. */
export const member = async (t: Test, { db }: Pick<Stack, 'db'>, page: ScreenPage, name: string): Promise<void> => {
  const email = `${name}@test.local`
  await db
    .insertInto('users')
    .values({ email, name, name_key: name, password_hash: await hashPassword(password) })
    .execute()
  says(t, await page.signIn(email, password), 200)
}
