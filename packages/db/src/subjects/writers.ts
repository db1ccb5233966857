import { withdrawnName } from '@mudig/shared/accounts/names'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import { type Expression, sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '../core/client.js'

/**
 * A user as lists show them; the address only to its owner, and nothing of somebody who has left. Over an alias `u` of
 * users.
 */
export const writerColumns = (viewer: number) =>
  [
    'u.id',
    sql<string>`case when u.is_active then u.name else ${withdrawnName} end`.as('name'),
    sql<string>`case when u.is_active then u.image else ${basicProfileKey} end`.as('image'),
    sql<string>`case when u.is_active then u.about else '' end`.as('about'),
    sql<string>`case when u.is_active then u.genre else '' end`.as('genre'),
    sql<string | null>`case when u.id = ${viewer} then u.email end`.as('email'),
    sql<number | null>`case when u.is_active then u.rep_playlist end`.as('rep_playlist'),
  ] as const

/** Who wrote a playlist or a comment, as the viewer sees them. */
export const writerOf = (db: Db, id: Expression<number>, viewer: number) =>
  jsonObjectFrom(db.selectFrom('users as u').select(writerColumns(viewer)).where('u.id', '=', id)).$notNull()
