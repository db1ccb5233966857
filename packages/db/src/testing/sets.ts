import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { setSubject } from '../sets/subject.js'

export interface TestSet {
  name?: string
  description?: string
  visibility?: 'public' | 'private'
  state?: 'ready' | 'removed'
}

/** A public set of these tracks in this order, unless told otherwise. @returns its id and its link */
export const aSet = async (
  db: Db,
  owner: number,
  tracks: readonly number[],
  given: TestSet = {},
): Promise<{ id: number; slug: string }> => {
  const { name = '밤의 기록', description = '', visibility = 'public', state = 'ready' } = given
  const { id } = await db
    .insertInto('subjects')
    .values({ kind: setSubject.name, owner, visibility, state })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { slug } = await db
    .insertInto('sets')
    .values({ id, owner, name, description })
    .returning('slug')
    .executeTakeFirstOrThrow()
  if (tracks.length > 0)
    await db
      .insertInto('set_tracks')
      .values(tracks.map((track_id, place) => ({ set_id: id, track_id, position: place + 1 })))
      .execute()
  return { id, slug }
}

/** One of everybody, empty. */
export const manySets = (db: Db) =>
  sql`
    with made as (insert into subjects (kind, owner, state) select 'set', id, 'ready' from users returning id, owner)
    insert into sets (id, owner, name) select id, owner, 's' from made`.execute(db)
