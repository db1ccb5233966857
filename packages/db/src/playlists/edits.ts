import { ApiError } from '@mudig/shared/core/errors'
import { isOriginalKey } from '@mudig/shared/objects/keys'
import { arrange, unknownSongs } from '@mudig/shared/playlists/arrange'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { deleteSubjects, setVisibility } from '../subjects/subjects.js'
import { cancelDig } from './end-dig.js'
import { selectPlaylists } from './playlists.js'
import { endSteps, lockSteps } from './steps.js'

/*
 * What a writer changes by hand. The pipeline has its own way with an unfinished playlist (a retried compose writes
 * words and songs anew), so until one is finished its writer may only make it private or public, which no step touches.
 * Songs stand at 0 to n-1 without holes.
 */

/** What is left out stays. */
export interface PlaylistChange {
  title?: string | undefined
  content?: string | undefined
  is_public?: boolean | undefined
  /** Key of a stored picture of the writer's own. */
  cover?: string | undefined
  del_music_list?: readonly number[] | undefined
  add_music_list?: readonly number[] | undefined
  move_music?: readonly number[] | undefined
}

/**
 * Changes a playlist of one's own under its row's lock: all that is wanted, or nothing.
 *
 * @param addField what the caller calls `add_music_list`
 * @returns the playlist afterwards, and the picture that nothing shows any longer, to be removed by the caller
 * @throws ApiError playlistNotFound, playlistUnfinished, invalidInput with the field at fault
 */
export const editPlaylist = async (
  trx: Trx,
  id: number,
  writer: number,
  change: PlaylistChange,
  addField = 'add_music_list',
) => {
  const { del_music_list = [], add_music_list = [], move_music, cover, is_public, ...fields } = change
  const known = await holdSongs(trx, [...del_music_list, ...add_music_list])
  const before = await ownPlaylist(trx, id, writer)
    .select(['p.status', 'p.thumbnail'])
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('users as u').select('u.id').where('u.id', '=', writer).where('u.is_active', '=', true)),
    )
    .forNoKeyUpdate('p')
    .executeTakeFirst()
  if (!before) throw new ApiError(playlistErrors.playlistNotFound)
  if (
    before.status !== 'ready' &&
    Object.values({ ...change, is_public: undefined }).some(value => value !== undefined)
  )
    throw new ApiError(playlistErrors.playlistUnfinished)
  for (const [field, ids] of [
    ['del_music_list', del_music_list],
    [addField, add_music_list],
  ] as const) {
    const unknown = ids.filter(song => !known.has(song))
    if (unknown.length > 0) throw unknownSongs(field, unknown)
  }

  const order = await orderOf(trx, id)
  const wanted = arrange(order, { del_music_list, add_music_list, move_music }, addField)
  const isMoved = wanted.length !== order.length || wanted.some((song, position) => song !== order[position])
  if (isMoved) await writeOrder(trx, id, order, wanted)
  if (is_public !== undefined) await setVisibility(trx, id, is_public ? 'public' : 'private')
  if (
    isMoved ||
    cover !== undefined ||
    is_public !== undefined ||
    Object.values(fields).some(value => value !== undefined)
  ) {
    await trx
      .updateTable('playlists')
      .set({
        ...fields,
        ...(cover !== undefined && { cover: 'own', thumbnail: cover }),
        ...(isMoved && { song_count: wanted.length }),
        // Not now(), which is when the transaction began to wait for the lock: of two edits the later one would look
        // older.
        updated_at: sql`clock_timestamp()`,
      })
      .where('id', '=', id)
      .execute()
  }
  if (is_public === false) await unsetMain(trx, id, writer)
  return {
    playlist: await selectPlaylists(trx, writer).where('s.id', '=', id).executeTakeFirstOrThrow(),
    replaced: cover !== undefined && (await isUnused(trx, before.thumbnail)) ? before.thumbnail : undefined,
  }
}

/**
 * Removes a playlist of one's own with everything under it, whatever state it is in. An unfinished dig is cancelled
 * first, so that those who watch it are told, and its steps are ended, also a painting that was to replace a drawn
 * cover. The foreign key unsets it as its writer's main one.
 *
 * @returns the picture that nothing shows any longer, to be removed by the caller
 * @throws ApiError playlistNotFound
 */
export const deletePlaylist = async (trx: Trx, id: number, writer: number): Promise<string | undefined> => {
  const own = ownPlaylist(trx, id, writer).select('p.thumbnail')
  // Looked at before any lock is taken: strangers make nobody wait.
  if (!(await own.executeTakeFirst())) throw new ApiError(playlistErrors.playlistNotFound)
  await lockSteps(trx, id)
  const playlist = await own.forUpdate('p').executeTakeFirst()
  if (!playlist) throw new ApiError(playlistErrors.playlistNotFound)
  await cancelDig(trx, id)
  await endSteps(trx, id)
  await deleteSubjects(trx, [id])
  return (await isUnused(trx, playlist.thumbnail)) ? playlist.thumbnail : undefined
}

/** Whether somebody may edit that playlist, as far as can be said without a lock. */
export const isOwn = async (db: Db, id: number, writer: number): Promise<boolean> =>
  (await ownPlaylist(db, id, writer).select('p.id').executeTakeFirst()) !== undefined

const ownPlaylist = (db: Db, id: number, writer: number) =>
  db
    .selectFrom('playlists as p')
    .innerJoin('subjects as s', 's.id', 'p.id')
    .where('p.id', '=', id)
    .where('s.owner', '=', writer)
    .where('s.state', '<>', 'removed')

/**
 * Those of the songs that exist. Locked before the playlist, the order of whoever settles a song; a reference to a song
 * asks for no more than this.
 */
const holdSongs = async (trx: Trx, ids: readonly number[]): Promise<Set<number>> => {
  if (ids.length === 0) return new Set()
  const rows = await trx.selectFrom('music').select('id').where('id', 'in', ids).orderBy('id').forKeyShare().execute()
  return new Set(rows.map(row => row.id))
}

const orderOf = async (trx: Trx, id: number): Promise<number[]> => {
  const rows = await trx
    .selectFrom('playlist_songs')
    .select('music_id')
    .where('playlist_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map(row => row.music_id)
}

/** Two statements however many songs there are. */
const writeOrder = async (trx: Trx, id: number, before: readonly number[], after: readonly number[]): Promise<void> => {
  const kept = new Set(after)
  const gone = before.filter(song => !kept.has(song))
  if (gone.length > 0)
    await trx.deleteFrom('playlist_songs').where('playlist_id', '=', id).where('music_id', 'in', gone).execute()
  await sql`
    insert into playlist_songs (playlist_id, music_id, position)
    select ${id}, song, place - 1 from unnest(${after}::bigint[]) with ordinality as wanted (song, place)
    on conflict (playlist_id, music_id) do update set position = excluded.position where playlist_songs.position <> excluded.position`.execute(
    trx,
  )
}

const unsetMain = async (trx: Trx, id: number, writer: number): Promise<void> => {
  await trx
    .updateTable('users')
    .set({ rep_playlist: null, updated_at: sql`now()` })
    .where('id', '=', writer)
    .where('rep_playlist', '=', id)
    .execute()
}

/** Whether a cover is a stored picture that no playlist shows. */
const isUnused = async (trx: Trx, key: string): Promise<boolean> =>
  isOriginalKey(key) &&
  (await trx.selectFrom('playlists').select('id').where('thumbnail', '=', key).limit(1).executeTakeFirst()) ===
    undefined
