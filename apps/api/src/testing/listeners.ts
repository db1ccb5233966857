import { randomBytes, randomUUID } from 'node:crypto'
import { open } from '@mudig/db/accounts/sessions'
import type { TestApp } from './app.js'

let count = 0

export interface Listener {
  id: number
  name: string
  /** For a request's headers. */
  bearer: { authorization: string }
}

/** What signs somebody in, of a session of its own. */
export const bearerOf = async ({ app, db }: TestApp, id: number): Promise<Listener['bearer']> => {
  const sid = await open(db, { user_id: id, seed: randomBytes(32), user_agent: null, address: '192.0.2.1' })
  const access = app.jwt.sign({ sub: String(id), sid, typ: 'access', jti: randomUUID() })
  return { authorization: `Bearer ${access}` }
}

/** Somebody signed in who never went the long way there. */
export const aListener = async (test: TestApp, name = `somebody${++count}`): Promise<Listener> => {
  const { id } = await test.db
    .insertInto('users')
    .values({ email: `${name}@test.local`, name, name_key: name })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, name, bearer: await bearerOf(test, id) }
}

/**
 * Marks somebody as gone, as far as others can tell. The tokens still live: so it is between a withdrawal and its
 * spreading.
 */
export const hide = async ({ db }: TestApp, { id }: Listener): Promise<void> => {
  await db.updateTable('users').set({ is_active: false }).where('id', '=', id).execute()
}
