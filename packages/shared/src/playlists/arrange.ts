import { ApiError, type FieldFault } from '../core/errors.js'
import { httpErrors } from '../core/http-errors.js'

/**
 * Far more than anybody listens to at a sitting; every answer that names a playlist carries the ids of all its songs.
 */
export const mostSongs = 200

/** The fields of an edit that name songs. */
export interface SongEdit {
  /** Gone afterwards; those that are not in the playlist are gone already. */
  readonly del_music_list: readonly number[]
  /** At the end afterwards, in this order; those that are in the playlist stay where they are. */
  readonly add_music_list: readonly number[]
  /** The whole order, when the others are done. */
  readonly move_music?: readonly number[] | undefined
}

/**
 * The order of a playlist's songs after an edit. Unless a song is taken out and put in again, the same edit once more
 * changes nothing, so that a request whose answer was lost may be repeated; one that was made for other songs is
 * refused by its `move_music`.
 *
 * @param order ids in order, each once
 * @throws ApiError invalidInput with the field at fault
 */
export const arrange = (order: readonly number[], edit: SongEdit, addField = 'add_music_list'): number[] => {
  const { del_music_list, add_music_list, move_music } = edit
  for (const field of ['del_music_list', 'add_music_list', 'move_music'] as const) {
    const ids = edit[field] ?? []
    if (new Set(ids).size < ids.length)
      throw invalid(named(field, 'uniqueItems', '같은 노래가 두 번 있습니다.', 'names a song twice.'))
  }
  const gone = new Set(del_music_list)
  const songs = [...new Set([...order.filter(id => !gone.has(id)), ...add_music_list])]
  if (songs.length > mostSongs && songs.length > order.length) throw invalid(tooMany(addField))
  if (move_music === undefined) return songs
  const kept = new Set(songs)
  if (move_music.length !== songs.length || !move_music.every(id => kept.has(id)))
    throw invalid(
      named(
        'move_music',
        'x-order',
        '플레이리스트의 모든 노래를 한 번씩 담아야 합니다.',
        'must name every song of the playlist once.',
      ),
    )
  return [...move_music]
}

/** Of a list that names songs which are not in the catalogue. */
export const unknownSongs = (field: string, ids: readonly number[]): ApiError =>
  invalid(
    named(field, 'x-song', `없는 노래입니다 (${listed(ids)}).`, `names songs that do not exist (${listed(ids)}).`),
  )

/** Of a list that is longer than any playlist. */
export const tooManySongs = (field: string): ApiError => invalid(tooMany(field))

const tooMany = (field: string) =>
  named(
    field,
    'maxItems',
    `노래는 ${mostSongs}곡까지 담을 수 있습니다.`,
    `a playlist holds at most ${mostSongs} songs.`,
  )

const named = (field: string, rule: string, ko: string, en: string): FieldFault => ({ field, rule, ko, en })

const invalid = (fault: FieldFault): ApiError => new ApiError(httpErrors.invalidInput, { faults: [fault] })

const listed = (ids: readonly number[]): string => `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''}`
