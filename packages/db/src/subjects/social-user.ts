import { withdrawnName } from '@mudig/shared/accounts/names'
import type { SocialUser } from '@mudig/shared/accounts/social-schemas'
import { basicProfileKey } from '@mudig/shared/objects/shipped'
import { type Expression, type RawBuilder, sql } from 'kysely'
import { isTold } from './writers.js'

/**
 * A person as one JSON object, see `SocialUser`; over an alias `shown` of users. Of a private account those who do not follow
 * it see name, picture and counts alone; of somebody who has left or is suspended nobody sees anything. The picture is
 * its key.
 */
export const socialUserColumns = (viewer: number): RawBuilder<SocialUser> => {
  const isThere = sql`(shown.is_active and shown.suspended_at is null or shown.id = ${viewer})`
  const unlessGone = (column: string, otherwise: string) =>
    sql`case when ${isThere} then ${sql.ref(column)} else ${otherwise} end`
  // One of an upload can be had by others once it was looked at.
  const isPictureThere = sql`(shown.image not like 'picture/%' or shown.id = ${viewer}
    or coalesce((select o.state = 'used' and o.is_public from objects o where o.key = shown.image), false))`
  const counted = (column: string) => sql`case when ${isThere} then ${sql.ref(column)} else 0 end`
  return sql<SocialUser>`json_build_object(
    'handle', coalesce(${unlessGone('shown.handle', 'withdrawn')}, 'withdrawn'),
    'username', ${unlessGone('shown.name', withdrawnName)},
    'profile', (select json_build_object(
        'bio', case when is_told then shown.about else '' end,
        'link_1', case when is_told then shown.link_1 else '' end,
        'link_2', case when is_told then shown.link_2 else '' end,
        'profile_image', case when ${isThere} and ${isPictureThere} then shown.image else ${basicProfileKey} end)
      from (select ${isTold(viewer, 'shown')} as is_told offset 0) once),
    'created_at', shown.created_at,
    'updated_at', shown.updated_at,
    'is_public', not shown.is_private,
    'follows_count', ${counted('shown.following_count')},
    'followers_count', ${counted('shown.follower_count')},
    'is_following', coalesce((select true from follows f where f.follower = ${viewer} and f.followee = shown.id), false),
    'is_follower', coalesce((select true from follows f where f.follower = shown.id and f.followee = ${viewer}), false))`
}

/** Somebody as the viewer sees them. @param viewer 0 for whoever is not signed in */
export const socialUser = (viewer: number, person: Expression<number>): RawBuilder<SocialUser> =>
  sql<SocialUser>`(select ${socialUserColumns(viewer)} from users shown where shown.id = ${person})`
