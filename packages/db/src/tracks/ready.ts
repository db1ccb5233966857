import { notify } from '@mudig/shared/notifications/queues'
import { announceTrack, renderTrack } from '@mudig/shared/tracks/queues'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { append } from './events.js'
import { setTrackState } from './state.js'
import { aboutTrack, type FoundVersion } from './versions.js'

/**
 * How long the files of a version stay that another has taken the place of: whoever hears it has links of six hours, and
 * may have begun with the last of them.
 */
const replacedHours = 10

/**
 * The join: a version that has its waveform and its AAC is what is heard from now on. The transaction has locked the
 * track's row in a statement before this one: two steps that end together would each still see the other unfinished.
 */
export const finishIfReady = async (
  trx: Trx,
  found: Pick<FoundVersion, 'track_id' | 'version' | 'owner'>,
  requestId: string,
): Promise<void> => {
  const { track_id, version } = found
  const finished = await trx
    .updateTable('track_versions as v')
    .set({ state: 'ready' })
    .where('v.track_id', '=', track_id)
    .where('v.version', '=', version)
    .where('v.state', '=', 'processing')
    .where(
      sql<boolean>`(select count(*) from track_files f
        where f.track_id = v.track_id and f.version = v.version and f.role in ('waveform', 'aac')) = 2`,
    )
    .returning(['v.duration_ms', 'v.loudness_lufs', 'v.warning'])
    .executeTakeFirst()
  if (!finished) return
  await trx
    .updateTable('tracks')
    .set({
      live_version: version,
      status: 'ready',
      ready_at: sql<Date>`coalesce(ready_at, now())`,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', track_id)
    .execute()
  await trx
    .updateTable('track_versions')
    .set({ discard_at: sql<Date>`now() + ${replacedHours} * interval '1 hour'` })
    .where('track_id', '=', track_id)
    .where('version', '<', version)
    .where('state', '=', 'ready')
    .where('discard_at', 'is', null)
    .execute()
  await setTrackState(trx, track_id, 'ready')
  await append(trx, track_id, 'done', { version, progress: 100, ...finished })
  const about = aboutTrack(found, requestId)
  await addJob(trx, notify, { v: 1, act: 'track_ready', track_id }, about)
  for (const format of ['opus', 'mp3'] as const)
    await addJob(trx, renderTrack, { v: 1, track_id, version, format }, { ...about, background: true })
  await announceOnce(trx, found, requestId)
}

/**
 * Has followers told of a track that is ready and public, the first time that it is both. Requires the lock of the
 * track's row; for whoever makes a track public as well.
 */
export const announceOnce = async (
  trx: Trx,
  { track_id, owner }: Pick<FoundVersion, 'track_id' | 'owner'>,
  requestId: string,
): Promise<void> => {
  const first = await trx
    .updateTable('tracks as t')
    .set({ announced_at: sql<Date>`now()` })
    .where('t.id', '=', track_id)
    .where('t.status', '=', 'ready')
    .where('t.announced_at', 'is', null)
    .where(
      sql<boolean>`coalesce((
        select s.state = 'ready' and s.visibility = 'public' from subjects s where s.id = t.id), false)`,
    )
    .returning('t.id')
    .executeTakeFirst()
  if (first) await addJob(trx, announceTrack, { v: 1, track_id }, aboutTrack({ track_id, owner }, requestId))
}
