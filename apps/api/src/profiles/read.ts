import { findProfile, type ProfilePosition } from '@mudig/db/profiles/profiles'
import { withThumbnails } from '@mudig/shared/objects/keys'
import type { ProfilePage } from '@mudig/shared/profiles/schemas'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'

/** A person as who asks may see them; undefined when there is none. */
export const readProfile = async (
  request: FastifyRequest,
  id: number,
  { limit, cursor }: Static<typeof ProfilePage>,
) => {
  const found = await findProfile(request.server.db, id, request.user.id, {
    limit,
    from: cursor === undefined ? undefined : parse(cursor),
  })
  return (
    found && {
      profile: found.profile,
      playlist: found.playlist.map(withThumbnails),
      liked_playlists: found.liked_playlists.map(withThumbnails),
      next_cursor: found.next ? `${found.next.playlist}.${found.next.likedAtMicroseconds}.${found.next.liked}` : null,
    }
  )
}

/** The schema has seen to three numbers. */
const parse = (cursor: string): ProfilePosition => {
  const [playlist = 0, likedAtMicroseconds = 0, liked = 0] = cursor.split('.').map(Number)
  return { playlist, likedAtMicroseconds, liked }
}
