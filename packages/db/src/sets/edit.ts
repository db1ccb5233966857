import { ApiError } from '@mudig/shared/core/errors'
import { setErrors } from '@mudig/shared/sets/errors'
import { mostSets, mostSongs } from '@mudig/shared/sets/limits'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { deleteSubjects, insertSubject, lockSubjects, setVisibility } from '../subjects/subjects.js'
import { isVisible } from '../subjects/visible.js'
import { isSongShown } from './songs-shown.js'
import { setSubject } from './subject.js'

/*
 * What an owner does with a set. The set's row is locked first, then all tracks that are, were or are to be in it by
 * ascending id, then its subject where that changes, as an erasure does it; only then are rows of set_tracks touched.
 * Whoever removes a track has locked it before, so neither waits for the other with half of what it needs.
 */

export interface NewSet {
  name: string
  description?: string | undefined
  song_ids: readonly number[]
  is_public: boolean
}

/** What is left out stays. */
export type SetChange = { [Field in keyof NewSet]?: NewSet[Field] | undefined }

/**
 * Makes a set of tracks that its owner may see.
 * @returns its id
 * @throws ApiError trackNotFound, tooManySets
 */
export const createSet = async (trx: Trx, owner: number, wanted: NewSet): Promise<number> => {
  const { name, description = '', song_ids, is_public } = wanted
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (select from sets where owner = ${owner} limit ${mostSets}) own`.execute(trx)
  if (rows[0]!.count >= mostSets) throw new ApiError(setErrors.tooManySets)
  const held = await holdSongs(trx, owner, song_ids)
  if (!song_ids.every(song => held.get(song))) throw new ApiError(trackErrors.trackNotFound)
  const visibility = is_public ? 'public' : 'private'
  const id = await insertSubject(trx, setSubject, { owner, visibility, state: 'ready' })
  await trx.insertInto('sets').values({ id, owner, name, description }).execute()
  await place(trx, id, song_ids)
  return id
}

/**
 * Changes a set of one's own. `song_ids` are all of its tracks in their order; those that the owner may not see at the
 * moment, and so could not name, stay behind them.
 * @throws ApiError setNotFound; trackNotFound, setFull
 */
export const editSet = async (trx: Trx, id: number, owner: number, change: SetChange): Promise<void> => {
  const { song_ids, is_public, ...fields } = change
  await holdSet(trx, id, owner)
  const order = song_ids && (await orderOf(trx, id, owner, song_ids))
  if (is_public !== undefined) {
    await lockSubjects(trx, [id])
    await setVisibility(trx, id, is_public ? 'public' : 'private')
  }
  if (order) await writeOrder(trx, id, order)
  // Not now(), when the transaction began to wait for the lock.
  await trx
    .updateTable('sets')
    .set({ ...fields, updated_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .execute()
}

/**
 * Adds a track at the end; one that is there already stays where it is.
 * @throws ApiError setNotFound, trackNotFound, setFull
 */
export const addSong = async (trx: Trx, id: number, owner: number, songId: number): Promise<void> => {
  await holdSet(trx, id, owner)
  const songs = await songsOf(trx, id, owner)
  const known = songs.find(({ track_id }) => track_id === songId)
  if (known?.is_shown) return
  if (known) throw new ApiError(trackErrors.trackNotFound)
  if (!(await holdSongs(trx, owner, [songId])).get(songId)) throw new ApiError(trackErrors.trackNotFound)
  if (songs.length >= mostSongs) throw new ApiError(setErrors.setFull)
  await trx
    .insertInto('set_tracks')
    .values({ set_id: id, track_id: songId, position: (songs.at(-1)?.position ?? 0) + 1 })
    .execute()
  await touch(trx, id)
}

/**
 * Takes a track out of a set of one's own.
 * @throws ApiError setNotFound, trackNotFound where it is not in the set
 */
export const removeSong = async (trx: Trx, id: number, owner: number, songId: number): Promise<void> => {
  await holdSet(trx, id, owner)
  const gone = await trx
    .deleteFrom('set_tracks')
    .where('set_id', '=', id)
    .where('track_id', '=', songId)
    .returning('track_id')
    .executeTakeFirst()
  if (!gone) throw new ApiError(trackErrors.trackNotFound)
  await touch(trx, id)
}

/**
 * Removes a set of one's own with everything that people left there; its tracks stay.
 * @throws ApiError setNotFound
 */
export const deleteSet = async (trx: Trx, id: number, owner: number): Promise<void> => {
  const own = ownSet(trx, id, owner).select('l.id')
  // Looked at before any lock is taken: strangers make nobody wait.
  if (!(await own.executeTakeFirst())) throw new ApiError(setErrors.setNotFound)
  if (!(await own.forUpdate('l').executeTakeFirst())) throw new ApiError(setErrors.setNotFound)
  await lockSubjects(trx, [id], { forRemoval: true })
  await deleteSubjects(trx, [id])
}

const ownSet = (db: Db, id: number, owner: number) =>
  db
    .selectFrom('sets as l')
    .innerJoin('subjects as s', 's.id', 'l.id')
    .where('l.id', '=', id)
    .where('s.owner', '=', owner)
    .where('s.state', '<>', 'removed')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('users as u').select('u.id').where('u.id', '=', owner).where('u.is_active', '=', true)),
    )

const holdSet = async (trx: Trx, id: number, owner: number): Promise<void> => {
  const held = await ownSet(trx, id, owner).select('l.id').forNoKeyUpdate('l').executeTakeFirst()
  if (!held) throw new ApiError(setErrors.setNotFound)
}

/**
 * Keeps tracks from being removed. A lock that is shared, and that whoever removes one waits for before anything else.
 * @returns those that are there, and whether the viewer may see them
 */
const holdSongs = async (trx: Trx, viewer: number, ids: readonly number[]): Promise<Map<number, boolean>> => {
  if (ids.length === 0) return new Map()
  await trx.selectFrom('tracks').select('id').where('id', 'in', ids).orderBy('id').forShare().execute()
  // A statement of its own, which sees what those had done who held them.
  const held = await trx
    .selectFrom('tracks as t')
    .innerJoin('subjects as s', 's.id', 't.id')
    .select(['t.id', isVisible(viewer).as('is_shown')])
    .where('t.id', 'in', ids)
    .execute()
  return new Map(held.map(({ id, is_shown }) => [id, is_shown]))
}

/** In their order, those that nobody is shown, too. */
const songsOf = (trx: Trx, id: number, viewer: number) =>
  trx
    .selectFrom('set_tracks as x')
    .select(['x.track_id', 'x.position', isSongShown(viewer).as('is_shown')])
    .where('x.set_id', '=', id)
    .orderBy('x.position')
    .execute()

/** All tracks of a set as they are to be, under their locks: those that are wanted, then those that the owner cannot see. */
const orderOf = async (trx: Trx, id: number, owner: number, wanted: readonly number[]): Promise<number[]> => {
  const before = (await songsOf(trx, id, owner)).map(({ track_id }) => track_id)
  const [known, named] = [new Set(before), new Set(wanted)]
  const held = await holdSongs(trx, owner, [...new Set([...before, ...wanted])])
  if (!wanted.every(song => held.get(song) || (known.has(song) && held.has(song))))
    throw new ApiError(trackErrors.trackNotFound)
  const order = [...wanted, ...before.filter(song => !named.has(song) && held.get(song) === false)]
  if (order.length > mostSongs) throw new ApiError(setErrors.setFull)
  return order
}

const writeOrder = async (trx: Trx, id: number, order: readonly number[]): Promise<void> => {
  await sql`delete from set_tracks where set_id = ${id} and track_id <> all (${order}::bigint[])`.execute(trx)
  await place(trx, id, order)
}

/** One statement however many tracks there are. */
const place = async (trx: Trx, id: number, order: readonly number[]): Promise<void> => {
  if (order.length === 0) return
  await sql`
    insert into set_tracks (set_id, track_id, position)
    select ${id}, song, place from unnest(${order}::bigint[]) with ordinality as wanted (song, place)
    on conflict (set_id, track_id) do update set position = excluded.position
    where set_tracks.position <> excluded.position`.execute(trx)
}

const touch = async (trx: Trx, id: number): Promise<void> => {
  await trx.updateTable('sets').set({ updated_at: sql`clock_timestamp()` }).where('id', '=', id).execute()
}
