import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../core/client.js'

/**
 * Whether a playlist exists for the viewer, over aliases `p` of playlists and `w` of its writer: the writer sees it in
 * every state, others while it is ready, public and active, and its writer too.
 */
export const isVisible = (viewer: number): RawBuilder<boolean> =>
  sql<boolean>`p.is_active and (p.writer = ${viewer} or (p.status = 'ready' and p.is_public and w.is_active))`

/**
 * Keeps a finished playlist as the user sees it until the transaction ends: whoever makes it private or removes it at
 * the same moment comes first, and it is not found here, or waits. Its counters are written under this lock.
 *
 * @returns undefined when there is no such playlist for this user @throws ApiError tokenInvalid where the user has left
 */
export const holdVisible = async (trx: Trx, id: number, user: number): Promise<{ writer: number } | undefined> => {
  const playlist = await trx
    .selectFrom('playlists')
    .select('writer')
    .where('id', '=', id)
    .where('is_active', '=', true)
    .where('status', '=', 'ready')
    .where(({ eb, or }) => or([eb('is_public', '=', true), eb('writer', '=', user)]))
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!playlist) return undefined
  // A statement of its own, because one that waited for the lock would see people as they were before the wait. Who
  // acts cannot be erased meanwhile.
  const actor = await trx
    .selectFrom('users as u')
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('users as w').select('w.id').where('w.id', '=', playlist.writer).where('w.is_active', '=', true),
      ).as('is_writer_there'),
    )
    .where('u.id', '=', user)
    .where('u.is_active', '=', true)
    .forKeyShare('u')
    .executeTakeFirst()
  if (!actor) throw new ApiError(httpErrors.tokenInvalid)
  return actor.is_writer_there ? playlist : undefined
}
