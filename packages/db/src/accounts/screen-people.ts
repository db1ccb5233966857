import type { Db } from '../core/client.js'

/** What the pages of movies keep of whoever is signed in; undefined for somebody who has left. */
export const findOwnScreenProfile = (db: Db, id: number) =>
  db
    .selectFrom('users')
    .select(['id', 'email', 'name as nickname', 'gender', 'age', 'about as bio'])
    .where('id', '=', id)
    .where('is_active', '=', true)
    .executeTakeFirst()

export type OwnScreenProfile = NonNullable<Awaited<ReturnType<typeof findOwnScreenProfile>>>
