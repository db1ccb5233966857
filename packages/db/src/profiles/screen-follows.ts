import { type Expression, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { isPersonShown } from '../subjects/people.js'

/** Who follows somebody (`follower`) or whom they follow (`followee`), the last first, as far as the viewer may know. */
export const namedFollows = (
  db: Db,
  end: 'follower' | 'followee',
  person: Expression<number>,
  viewer: number,
  limit: number,
) =>
  db
    .selectFrom('follows as f')
    .innerJoin('users as other', 'other.id', `f.${end}`)
    .select(['other.id', 'other.name as nickname'])
    .where(end === 'follower' ? 'f.followee' : 'f.follower', '=', person)
    .where(isPersonShown(viewer, sql.ref(`f.${end}`)))
    .orderBy('f.id', 'desc')
    .limit(limit)
