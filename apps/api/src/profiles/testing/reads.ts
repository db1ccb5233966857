import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'

const mine = async ({ db }: TestApp, { id }: Listener): Promise<string> => {
  const { handle } = await db.selectFrom('users').select('handle').where('id', '=', id).executeTakeFirstOrThrow()
  return handle!
}

/** For statements.test.ts. */
export const reads: Record<string, (test: TestApp, me: Listener) => Promise<string>> = {
  '/follows/{handle}/follows': async (test, me) => `/follows/${await mine(test, me)}/follows`,
  '/follows/{handle}/followers': async (test, me) => `/follows/${await mine(test, me)}/followers`,
  '/api/v1/accounts/{nickname}': async (_test, { id }) => `/api/v1/accounts/id:${id}`,
  '/follow-requests': async () => '/follow-requests',
}
