import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'

const byId = prepare((db, { id }: { id: number }) =>
  db.selectFrom('users').select(['id', 'email', 'name as nickname']).where('id', '=', id).where('is_active', '=', true),
)

/** Who buys, as the payment window wants it said. */
export const findBuyer = async (db: Db, id: number) => (await byId(db, { id }))[0]
