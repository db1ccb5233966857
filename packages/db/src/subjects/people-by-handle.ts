import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isRowShown } from './people.js'

const byHandle = prepare((db, { handle }: { handle: string }) =>
  db.selectFrom('users as u').select('u.id').where('u.handle', '=', handle).where('u.is_active', '=', true),
)

/**
 * The id of whoever has a handle; undefined where nobody has, or they have left. Whether the viewer may see them is for
 * `isPersonShown` and `isPersonOpen` to say.
 */
export const personByHandle = async (db: Db, handle: string): Promise<number | undefined> =>
  (await byHandle(db, { handle }))[0]?.id

const shownByHandle = prepare((db, { handle, viewer }: { handle: string; viewer: number }) =>
  db
    .selectFrom('users as u')
    .select('u.id')
    .where('u.handle', '=', handle)
    .where('u.is_active', '=', true)
    .where(sql<boolean>`(u.id = ${viewer} or ${isRowShown(viewer, 'u')})`),
)

/**
 * As `personByHandle`, where the viewer may know of them: whom a block or a suspension keeps away is answered for as if
 * nobody had that handle.
 */
export const personShownByHandle = async (db: Db, viewer: number, handle: string): Promise<number | undefined> =>
  (await shownByHandle(db, { handle, viewer }))[0]?.id
