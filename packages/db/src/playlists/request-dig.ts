import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { composePlaylist } from '@mudig/shared/playlists/queues'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { insertSubject } from '../subjects/subjects.js'
import { inFlight } from './end-dig.js'
import { playlistSubject } from './subject.js'

/** How many digs one listener may have: at once, and in a while. */
export interface DigLimits {
  inFlight: number
  perHour: number
  perDay: number
}

export interface DigRequest {
  situations: string
  genre: string
  year: string
}

/**
 * Writes the playlist that a dig will fill. The writer's row is locked, so that parallel requests are counted one after
 * the other. The caller adds the writer's compose job in the same transaction, which is what counts from then on.
 * @throws ApiError too_many_in_flight, too_many_digs, token_invalid when the account is gone
 */
export const insertDig = async (
  trx: Trx,
  writer: number,
  request: DigRequest,
  songGoal: number,
  limits: DigLimits,
): Promise<number> => {
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', writer)
    .where('is_active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  // An access token outlives the account that it was made for by some minutes.
  if (!user) throw new ApiError(httpErrors.tokenInvalid)
  const running = await trx
    .selectFrom('playlists')
    .select('id')
    .where('writer', '=', writer)
    .where('status', 'in', inFlight)
    .limit(limits.inFlight)
    .execute()
  if (running.length >= limits.inFlight) throw new ApiError(playlistErrors.tooManyInFlight, { retryAfterSeconds: 10 })
  await requireRoom(trx, writer, limits.perHour, 3_600)
  await requireRoom(trx, writer, limits.perDay, 86_400)
  const id = await insertSubject(trx, playlistSubject, {
    owner: writer,
    topic: sql<string>`genre_key(${request.genre})`,
  })
  await trx
    .insertInto('playlists')
    .values({ id, writer, ...request, title: request.situations, song_goal: songGoal })
    .execute()
  return id
}

/**
 * Every dig costs money, also one that is cancelled or deleted at once: their jobs are what is left of all of them. The
 * n-th newest tells whether there is room for one more.
 */
const requireRoom = async (trx: Trx, writer: number, most: number, seconds: number): Promise<void> => {
  const row = await trx
    .selectFrom('jobs')
    .select(sql<number>`ceil(extract(epoch from created_at - now()) + ${seconds})::int`.as('seconds_left'))
    .where('user_id', '=', writer)
    // Spelt out for the partial index.
    .where('queue', '=', sql.lit(composePlaylist.name))
    .orderBy('id', 'desc')
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst()
  if (row && row.seconds_left > 0)
    throw new ApiError(playlistErrors.tooManyDigs, { retryAfterSeconds: row.seconds_left })
}
