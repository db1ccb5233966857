import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'

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

const asStaff = (url: string) => async (test: TestApp, me: Listener) => {
  await makeStaff(test, me)
  return url
}

/** How the routes of moderation are asked. */
export const reads = {
  '/appeals': asStaff('/appeals'),
  '/mutes': async () => '/mutes',
  '/reports': asStaff('/reports'),
  '/reports/statistics': asStaff('/reports/statistics'),
}
