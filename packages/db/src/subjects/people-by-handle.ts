import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'

const byHandle = prepare((db, { handle }: { handle: string }) =>
  db.selectFrom('users as u').select('u.id').where('u.handle', '=', handle).where('u.is_active', '=', true),
)

/**
 * The id of whoever has a handle; undefined where nobody has, or they have left. Whether the viewer may see them is for
 * `isPersonShown` and `isPersonOpen` to say.
 */
export const personByHandle = async (db: Db, handle: string): Promise<number | undefined> =>
  (await byHandle(db, { handle }))[0]?.id
