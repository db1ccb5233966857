import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import type { AddOptions } from '../ledger/add.js'
import { discard } from '../objects/lifecycle.js'
import { deleteSubjects, lockSubjects } from '../subjects/subjects.js'

/**
 * Removes a track of one's own, whatever state it is in, with everything that people left there and all that lies in the
 * store. Steps that are at work find it gone when they commit, and give up what they have stored.
 *
 * @throws ApiError trackNotFound
 */
export const deleteTrack = async (trx: Trx, id: number, owner: number, options: AddOptions = {}): Promise<void> => {
  const own = trx
    .selectFrom('tracks as t')
    .innerJoin('subjects as s', 's.id', 't.id')
    .select('t.picture')
    .where('t.id', '=', id)
    .where('t.owner', '=', owner)
    .where('s.state', '<>', 'removed')
  // Looked at before any lock is taken: strangers make nobody wait.
  if (!(await own.executeTakeFirst())) throw new ApiError(trackErrors.trackNotFound)
  const track = await own.forNoKeyUpdate('t').executeTakeFirst()
  if (!track) throw new ApiError(trackErrors.trackNotFound)
  await lockSubjects(trx, [id], { forRemoval: true })
  const files = await trx.selectFrom('track_files').select('key').where('track_id', '=', id).execute()
  await deleteSubjects(trx, [id])
  await discard(
    trx,
    [...files.map(({ key }) => key), ...(track.picture === null ? [] : [track.picture])],
    options,
  )
}

/**
 * Schedule: gives up the files of versions that nobody hears any longer, or that failed and were not taken up again. The
 * rows that say what they were stay.
 * @returns how many versions that were
 */
export const discardOld = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows: due } = await sql<{ track_id: number; version: number }>`
      select track_id, version from track_versions where discard_at < now()
      order by discard_at limit ${limit} for update skip locked`.execute(trx)
    if (due.length === 0) return 0
    const wanted = sql`
      select * from unnest(${due.map(row => row.track_id)}::bigint[], ${due.map(row => row.version)}::integer[])`
    const { rows: files } = await sql<{ key: string }>`
      delete from track_files where (track_id, version) in (${wanted}) returning key`.execute(trx)
    await sql`update track_versions set discard_at = null where (track_id, version) in (${wanted})`.execute(trx)
    await discard(
      trx,
      files.map(({ key }) => key),
    )
    return due.length
  })
