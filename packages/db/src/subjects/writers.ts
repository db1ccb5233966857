import { withdrawnName } from '@mudig/shared/accounts/names'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import { type Expression, sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '../core/client.js'

/** Whether what a person says of themselves is told to a viewer: whoever has a private account tells their followers. */
export const isTold = (viewer: number, alias: 'u' | 'shown') => {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return sql<boolean>`(${of('is_active')} and (${of('suspended_at')} is null or ${of('id')} = ${viewer}) and (not ${of('is_private')} or ${of('id')} = ${viewer}
    or coalesce((select true from follows f where f.follower = ${viewer} and f.followee = ${of('id')}), false)))`
}

/**
 * A user as lists show them; the address only to its owner, and nothing of somebody who has left or is suspended. Over
 * an alias `u` of users. Whom a block keeps apart is missing from the list itself.
 */
export const writerColumns = (viewer: number) => {
  const isNamed = sql`u.is_active and (u.suspended_at is null or u.id = ${viewer})`
  return [
    'u.id',
    sql<string>`case when ${isNamed} then u.name else ${withdrawnName} end`.as('name'),
    sql<string>`case when ${isNamed} then u.image else ${basicProfileKey} end`.as('image'),
    sql<string>`case when ${isTold(viewer, 'u')} then u.about else '' end`.as('about'),
    sql<string>`case when ${isTold(viewer, 'u')} then u.genre else '' end`.as('genre'),
    sql<string | null>`case when u.id = ${viewer} then u.email end`.as('email'),
    sql<number | null>`case when ${isTold(viewer, 'u')} then u.rep_playlist end`.as('rep_playlist'),
  ] as const
}

/** Who wrote a playlist or a comment, as the viewer sees them. */
export const writerOf = (db: Db, id: Expression<number>, viewer: number) =>
  jsonObjectFrom(db.selectFrom('users as u').select(writerColumns(viewer)).where('u.id', '=', id)).$notNull()
