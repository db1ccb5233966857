import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Asks as somebody, or as nobody. */
export const asking =
  ({ app }: TestApp) =>
  (who: Listener | undefined, method: Method, url: string, payload?: object) =>
    app.inject({ method, url, headers: { ...who?.bearer }, ...(payload && { payload }) })

/** The handle that somebody was given. */
export const handleOf = async ({ db }: TestApp, { id }: { id: number }): Promise<string> =>
  (await db.selectFrom('users').select('handle').where('id', '=', id).executeTakeFirstOrThrow()).handle!

export const block = ({ db }: TestApp, blocker: Listener, blocked: Listener) =>
  db.insertInto('blocks').values({ blocker: blocker.id, blocked: blocked.id }).execute()

export const mute = ({ db }: TestApp, muter: Listener, muted: Listener) =>
  db.insertInto('mutes').values({ muter: muter.id, muted: muted.id }).execute()

export const follow = ({ db }: TestApp, follower: Listener, followee: Listener) =>
  db.insertInto('follows').values({ follower: follower.id, followee: followee.id }).execute()

export const suspend = ({ db }: TestApp, { id }: Listener) =>
  db.updateTable('users').set({ suspended_at: new Date() }).where('id', '=', id).execute()

export const makePrivate = ({ db }: TestApp, { id }: Listener) =>
  db.updateTable('users').set({ is_private: true }).where('id', '=', id).execute()
