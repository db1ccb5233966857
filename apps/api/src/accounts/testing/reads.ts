import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'

/** For statements.test.ts. */
export const reads: Record<string, (test: TestApp, me: Listener) => Promise<string>> = {
  '/accounts/users': async () => '/accounts/users?search=somebody',
  '/accounts/users/{handle}': async ({ db }, { id }) => {
    const { handle } = await db.selectFrom('users').select('handle').where('id', '=', id).executeTakeFirstOrThrow()
    return `/accounts/users/${handle}`
  },
}
