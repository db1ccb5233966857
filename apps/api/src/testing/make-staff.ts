import type { TestApp } from './app.js'

/** Makes somebody one of staff, as who signs in with the same address is. */
export const makeStaff = async ({ db }: Pick<TestApp, 'db'>, { id }: { id: number }): Promise<void> => {
  const { email, name } = await db
    .selectFrom('users')
    .select(['email', 'name'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('staff')
    .values({ email, name, password_hash: 'nobody signs in by this' })
    .onConflict(conflict => conflict.column('email').doNothing())
    .execute()
}
