import { withdrawnName } from '@mudig/shared/accounts/names'
import type { SocialUser } from '@mudig/shared/accounts/social-schemas'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import { type Expression, type RawBuilder, sql } from 'kysely'

/** Beside the viewer's own: whether what somebody tells of themselves is told to them. */
const isTold = (viewer: number) =>
  sql<boolean>`(not w.is_private or w.id = ${viewer}
    or coalesce((select true from follows f where f.follower = ${viewer} and f.followee = w.id), false))`

/**
 * A person as one JSON object, see `SocialUser`; over an alias `w` of users. Of a private account those who do not follow
 * it see name, picture and counts alone; of somebody who has left or is suspended nobody sees anything. The picture is
 * its key.
 */
export const socialUserColumns = (viewer: number): RawBuilder<SocialUser> => {
  const isThere = sql`(w.is_active and w.suspended_at is null or w.id = ${viewer})`
  const shown = (column: string, otherwise: string) =>
    sql`case when ${isThere} then ${sql.ref(column)} else ${otherwise} end`
  const told = (column: string) => sql`case when ${isThere} and ${isTold(viewer)} then ${sql.ref(column)} else '' end`
  const counted = (column: string) => sql`case when ${isThere} then ${sql.ref(column)} else 0 end`
  return sql<SocialUser>`json_build_object(
    'handle', coalesce(${shown('w.handle', 'withdrawn')}, 'withdrawn'),
    'username', ${shown('w.name', withdrawnName)},
    'profile', json_build_object(
      'bio', ${told('w.about')}, 'link_1', ${told('w.link_1')}, 'link_2', ${told('w.link_2')},
      'profile_image', ${shown('w.image', basicProfileKey)}),
    'created_at', w.created_at,
    'updated_at', w.updated_at,
    'is_public', not w.is_private,
    'follows_count', ${counted('w.following_count')},
    'followers_count', ${counted('w.follower_count')},
    'is_following', coalesce((select true from follows f where f.follower = ${viewer} and f.followee = w.id), false),
    'is_follower', coalesce((select true from follows f where f.follower = w.id and f.followee = ${viewer}), false))`
}

/** Somebody as the viewer sees them. @param viewer 0 for whoever is not signed in */
export const socialUser = (viewer: number, person: Expression<number>): RawBuilder<SocialUser> =>
  sql<SocialUser>`(select ${socialUserColumns(viewer)} from users w where w.id = ${person})`
