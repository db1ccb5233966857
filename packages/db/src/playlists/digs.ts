import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { notify } from '@mudig/shared/notifications/queues'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { composePlaylist, drawCover, paintCover } from '@mudig/shared/playlists/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { addJobs } from '../ledger/add.js'
import { cancelActiveJobs, lockActiveJobs } from '../ledger/cancel.js'
import * as music from '../music/music.js'
import * as events from './events.js'

/*
 * The way of a playlist from words to ready, written by the pipeline's steps. Locks are always taken in the order
 * job, music, playlist (each ascending by id), so that steps which meet wait for each other instead of deadlocking.
 */

/** How other tables and operators name a playlist's jobs. */
export const subjectOf = (playlistId: number) => `playlist/${playlistId}` as const

/** The jobs that are about one dig alone; a search belongs to everybody who waits for it. */
const stepQueues = [composePlaylist.name, paintCover.name, drawCover.name]

const inFlight = ['queued', 'composing', 'matching'] as const

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
export const insertQueued = async (
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
  const row = await trx
    .insertInto('playlists')
    .values({ writer, ...request, title: request.situations, song_goal: songGoal })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
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

/**
 * What the compose step works from; undefined when there is nothing left to compose. Locked, it is as whoever writes it
 * leaves it.
 */
export const findForCompose = async (db: Db, id: number, { lock = false } = {}) => {
  const playlist = await db
    .selectFrom('playlists')
    .select(['id', 'writer', 'status', 'situations', 'genre', 'year', 'song_goal', 'composed_at'])
    .where('id', '=', id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  // Not a condition of the statement: a row that does not fulfil one is not waited for.
  return playlist && playlist.composed_at === null && playlist.status !== 'cancelled' ? playlist : undefined
}

/** Begins an attempt: takes back whatever an earlier one wrote, and says so to whoever watches. */
export const beginComposing = async (trx: Trx, id: number, attempt: number): Promise<void> => {
  await trx
    .updateTable('playlists')
    .set({
      status: 'composing',
      title: sql`situations`,
      content: '',
      keywords: [],
      image_prompt: null,
      song_count: 0,
      error_code: null,
      finished_at: null,
    })
    .where('id', '=', id)
    .execute()
  await trx.deleteFrom('playlist_songs').where('playlist_id', '=', id).execute()
  await events.append(trx, [id], attempt > 1 ? 'reset' : 'progress', { stage: 'compose' })
}

export interface Composition {
  title: string
  content: string
  keywords: string[]
  /** Undefined leaves what `writeImagePrompt` wrote. */
  image_prompt?: string
}

/** Writes what the cover is painted from. Nobody who watches is told: the picture tells it. */
export const writeImagePrompt = async (trx: Trx, id: number, imagePrompt: string): Promise<void> => {
  await trx.updateTable('playlists').set({ image_prompt: imagePrompt }).where('id', '=', id).execute()
}

/** Writes what the playlist says about itself, and tells it. */
export const describe = async (trx: Trx, id: number, composition: Composition): Promise<void> => {
  await trx.updateTable('playlists').set(composition).where('id', '=', id).execute()
  const { title, content, keywords } = composition
  await events.append(trx, [id], 'progress', { stage: 'compose', title, content, keywords })
}

/**
 * Adds a song that the composer named, unless the playlist has it. Requires that the caller claimed the song in this
 * transaction.
 * @returns whether it was added
 */
export const addSong = async (
  trx: Trx,
  id: number,
  songId: number,
  position: number,
  attempt: number,
): Promise<boolean> => {
  const { rows: numbered } = await sql<events.Numbered>`
    with added as (
      insert into playlist_songs (playlist_id, music_id, position, compose_attempt) values (${id}, ${songId}, ${position}, ${attempt})
      on conflict (playlist_id, music_id) do nothing returning playlist_id
    )
    update playlists set song_count = song_count + 1, event_seq = event_seq + 1 from added where id = added.playlist_id
    returning id, event_seq`.execute(trx)
  if (numbered.length === 0) return false
  const song = await music.findSong(trx, songId)
  await events.write(trx, numbered, 'song', { stage: 'compose', position, music: song })
  return true
}

/** Ends the compose step; with everything else there already, the playlist is ready at once. */
export const finishComposing = async (trx: Trx, id: number): Promise<void> => {
  await trx
    .updateTable('playlists')
    .set({ status: 'matching', composed_at: sql`now()` })
    .where('id', '=', id)
    .where('status', '=', 'composing')
    .execute()
  await events.append(trx, [id], 'progress', { stage: 'match' })
  await finishIfReady(trx, [id])
}

/** Settles a song, tells every playlist that waits for it, and finishes those that had only this to wait for. */
export const settleSong = async (trx: Trx, songId: number, settlement: music.Settlement): Promise<void> => {
  const song = await music.settle(trx, songId, settlement)
  if (!song) return
  const { rows: waiting } = await sql<events.Numbered & { position: number }>`
    with waiting as (
      select p.id, s.position from playlists p join playlist_songs s on s.playlist_id = p.id
      where s.music_id = ${songId} and p.status in ('composing', 'matching')
      order by p.id for no key update of p
    )
    update playlists set event_seq = event_seq + 1 from waiting where playlists.id = waiting.id
    returning playlists.id, playlists.event_seq, waiting.position`.execute(trx)
  const positions = new Map(waiting.map(({ id, position }) => [id, position]))
  await events.write(trx, waiting, 'song', id => ({ stage: 'match', position: positions.get(id), music: song }))
  await finishIfReady(trx, [...positions.keys()])
}

/**
 * What the cover steps work from; undefined when the playlist needs no cover (any more). Locked, it is as whoever
 * writes it leaves it.
 */
export const findForCover = async (
  db: Db,
  id: number,
  replaceable: readonly ('none' | 'drawn')[],
  { lock = false } = {},
) => {
  const playlist = await db
    .selectFrom('playlists')
    .select(['id', 'title', 'keywords', 'image_prompt', 'status', 'situations', 'cover'])
    .where('id', '=', id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  // As above.
  const isWanted =
    playlist &&
    replaceable.some(cover => cover === playlist.cover) &&
    !['failed', 'cancelled'].includes(playlist.status)
  return isWanted ? playlist : undefined
}

/**
 * Hangs a cover. A painting replaces a drawn one, nothing replaces a painting or a listener's own picture.
 * @returns the key of the cover that was replaced, null when there was none, undefined when the new one is not wanted
 */
export const setCover = async (
  trx: Trx,
  id: number,
  cover: { key: string; by: 'drawn' | 'painted' },
): Promise<string | null | undefined> => {
  const before = await trx
    .selectFrom('playlists')
    .select(['cover', 'thumbnail', 'status'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const wanted =
    before &&
    (before.cover === 'none' || (before.cover === 'drawn' && cover.by === 'painted')) &&
    !['failed', 'cancelled'].includes(before.status)
  if (!wanted) return undefined
  const numbered = await trx
    .updateTable('playlists')
    .set({ cover: cover.by, thumbnail: cover.key, event_seq: sql`event_seq + 1` })
    .where('id', '=', id)
    .returning(['id', 'event_seq'])
    .execute()
  await events.write(trx, numbered, 'cover', { stage: 'cover', thumbnail: cover.key, by: cover.by })
  await finishIfReady(trx, [id])
  return before.cover === 'drawn' ? before.thumbnail : null
}

/**
 * The join: of the given playlists, finishes those whose songs are composed and settled and that have a cover. The
 * transaction has locked the rows in a statement before this one, in the order of their ids: two steps that end
 * together would each still see the other unfinished.
 */
export const finishIfReady = async (trx: Trx, ids: readonly number[]): Promise<void> => {
  if (ids.length === 0) return
  const ready = await trx
    .updateTable('playlists as p')
    .set({ status: 'ready', finished_at: sql`now()` })
    .where('p.id', 'in', ids)
    .where('p.status', '=', 'matching')
    .where('p.composed_at', 'is not', null)
    .where('p.cover', '<>', 'none')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('playlist_songs as s')
            .innerJoin('music as m', 'm.id', 's.music_id')
            .select('s.music_id')
            .whereRef('s.playlist_id', '=', 'p.id')
            .where('m.state', '=', 'pending'),
        ),
      ),
    )
    .returning(['p.id', 'p.writer'])
    .execute()
  await events.append(
    trx,
    ready.map(playlist => playlist.id),
    'done',
    { stage: 'done' },
  )
  await addJobs(
    trx,
    notify,
    ready.map(({ id, writer }) => ({
      payload: { v: 1, act: 'ready', playlist_id: id },
      user_id: writer,
      subject: subjectOf(id),
    })),
  )
}

/** Ends a dig that cannot succeed. What it wrote stays for its writer to see, in no list. */
export const fail = (trx: Trx, id: number, code: string) => endUnfinished(trx, id, 'failed', code)

const stepsOf = (id: number) => ({ subject: subjectOf(id), queues: stepQueues })

/**
 * Locks the active jobs of a dig. Every step locks its own job and then the playlist, so all of them are locked before
 * the playlist is; a compose that was waited for may have added one more meanwhile.
 * @returns their ids
 */
export const lockSteps = async (trx: Trx, id: number): Promise<number[]> => {
  let locked = await lockActiveJobs(trx, stepsOf(id))
  for (let before = -1; before !== locked.length; ) {
    before = locked.length
    locked = await lockActiveJobs(trx, stepsOf(id))
  }
  return locked
}

/**
 * Ends an unfinished dig with its jobs. One that has ended is left as it is, whatever still runs for it.
 * @returns whether it was unfinished
 */
export const cancelWithSteps = async (trx: Trx, id: number): Promise<boolean> => {
  await lockSteps(trx, id)
  if (!(await cancel(trx, id))) return false
  await endSteps(trx, id)
  return true
}

/**
 * Ends whatever is active for a dig, also a late painting of a finished one. Requires `lockSteps` in this transaction.
 */
export const endSteps = async (trx: Trx, id: number): Promise<void> => {
  await cancelActiveJobs(trx, stepsOf(id))
}

/**
 * Ends a dig on request; its songs are detached, so that a shared search finds nobody waiting here.
 * @returns whether it was unfinished
 */
export const cancel = async (trx: Trx, id: number): Promise<boolean> => {
  if (!(await endUnfinished(trx, id, 'cancelled', 'cancelled'))) return false
  await trx.deleteFrom('playlist_songs').where('playlist_id', '=', id).execute()
  await trx.updateTable('playlists').set({ song_count: 0 }).where('id', '=', id).execute()
  return true
}

const endUnfinished = async (trx: Trx, id: number, status: 'failed' | 'cancelled', code: string): Promise<boolean> => {
  const ended = await trx
    .updateTable('playlists')
    .set({ status, error_code: code, finished_at: sql`now()` })
    .where('id', '=', id)
    .where('status', 'in', inFlight)
    .returning('id')
    .executeTakeFirst()
  if (!ended) return false
  await events.append(trx, [id], 'failed', { stage: status, code })
  return true
}

/** Of these jobs, those that are no steps of a cancelled dig. */
export const withoutCancelled = async (db: Db, jobIds: readonly number[]): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select id from jobs where id = any(${jobIds}::bigint[])
      and not exists (select from playlists p where jobs.subject = 'playlist/' || p.id and p.id = (jobs.payload->>'playlist_id')::bigint and p.status = 'cancelled')`.execute(
    db,
  )
  return rows.map(row => row.id)
}

export interface Dig {
  id: number
  status: 'queued' | 'composing' | 'matching' | 'ready' | 'failed' | 'cancelled'
  progress: number
  stage: string
  playlist: number
  error_code: string | null
  created_at: Date
  finished_at: Date | null
}

/** A dig as its writer sees it, by the id of its compose job. Strangers' digs are not found. */
export const findDig = async (db: Db, jobId: number, viewer: number): Promise<Dig | undefined> =>
  (await digOf(db, { jobId, viewer }))[0]

/** The step that a watcher is waiting for. */
const stageOfP = sql<string>`case
  when p.status = 'composing' then 'compose'
  when p.status = 'ready' then 'done'
  when p.status <> 'matching' then p.status
  when exists (select from playlist_songs s join music m on m.id = s.music_id where s.playlist_id = p.id and m.state = 'pending') then 'match'
  else 'cover' end`

const digOf = prepare((db, { jobId, viewer }: { jobId: number; viewer: number }) =>
  db
    .selectFrom('jobs as j')
    .innerJoin('playlists as p', join => join.on(sql<boolean>`p.id = (j.payload->>'playlist_id')::bigint`))
    .select([
      'j.id',
      sql<Dig['status']>`p.status`.as('status'),
      events.progressOfP.as('progress'),
      stageOfP.as('stage'),
      'p.id as playlist',
      'p.error_code',
      'j.created_at',
      'p.finished_at',
    ])
    .where('j.id', '=', jobId)
    .where('j.queue', '=', 'playlists.compose')
    .where('p.writer', '=', viewer),
)
