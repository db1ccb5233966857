import type { Probed } from '@mudig/shared/clients/ffmpeg/probe'
import type { TrackFormat } from '@mudig/shared/tracks/queues'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import type { AddOptions } from '../ledger/add.js'
import type { TrackVersion } from './create.js'
import { jobSubjectOf } from './subject.js'

/** What is done to a file. `picture` never decides about a track; `opus` and `mp3` follow when it is ready. */
export type Step = 'assemble' | WorkStep
/** A step that works on a file which is whole. */
export type WorkStep = 'probe' | 'analyse' | 'picture' | TrackFormat

export interface StoredFile {
  key: string
  bytes: number
}

/** What the steps work from. */
export interface FoundVersion extends TrackVersion {
  owner: number
  live_version: number | null
  last_version: number
  picture: string | null
  state: 'processing' | 'ready' | 'failed'
  failed_step: string | null
  probed: Probed | null
  /** Null before it is analysed. */
  duration_ms: number | null
  files: Partial<Record<'original' | 'waveform' | TrackFormat, StoredFile>>
}

/** A version whose original lies in the store. */
export type Workable = FoundVersion & { original: StoredFile }
/** All steps but the probe itself come after it. */
export type WorkableFor<S extends Step> = Workable & (S extends 'assemble' | 'probe' ? unknown : { probed: Probed })

const find = async (
  db: Db,
  { track_id, version }: TrackVersion,
  { lock }: { lock: boolean },
): Promise<FoundVersion | undefined> => {
  // First and by itself: what was waited for is seen by the statement after it.
  const track = await db
    .selectFrom('tracks')
    .select(['owner', 'live_version', 'last_version', 'picture'])
    .where('id', '=', track_id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  const found =
    track &&
    (await db
      .selectFrom('track_versions as v')
      .select([
        'v.track_id',
        'v.version',
        'v.failed_step',
        'v.duration_ms',
        sql<FoundVersion['state']>`v.state`.as('state'),
        sql<Probed | null>`v.probed`.as('probed'),
        sql<FoundVersion['files']>`coalesce((
          select json_object_agg(f.role, json_build_object('key', f.key, 'bytes', f.bytes))
          from track_files f where f.track_id = v.track_id and f.version = v.version), '{}')`.as('files'),
      ])
      .where('v.track_id', '=', track_id)
      .where('v.version', '=', version)
      .executeTakeFirst())
  return found && { ...track, ...found }
}

/**
 * Whether a step is left to do. A version that has failed is taken up again by a replay of the step that it failed in,
 * and by no other job that was still waiting; one that another file has taken the place of is not.
 */
const isLeft = (found: FoundVersion, step: Step): boolean => {
  const { state, failed_step, probed, files, version, live_version, last_version } = found
  // One that another file is to take the place of goes on until that is known to be sound.
  const isOpen = state === 'processing' || (version === last_version && state === 'failed' && failed_step === step)
  switch (step) {
    case 'assemble':
    case 'probe':
      return isOpen && probed === null
    case 'analyse':
      return isOpen && probed !== null && files.waveform === undefined
    case 'aac':
      return isOpen && probed !== null && files.aac === undefined
    case 'picture':
      return version === last_version && state !== 'failed' && probed?.pictureStream !== undefined && !found.picture
    case 'opus':
    case 'mp3':
      return version === live_version && probed !== null && files[step] === undefined
  }
}

/**
 * A version for which the step is left to do; undefined where it was deleted or replaced, has failed or has that
 * already. Locked, its track stays as it is until the transaction ends.
 */
export const findForStep = async <S extends Step>(
  db: Db,
  of: TrackVersion,
  step: S,
  { lock = false } = {},
): Promise<WorkableFor<S> | undefined> => {
  const found = await find(db, of, { lock })
  const original = found?.files.original
  if (!found || !original || !isLeft(found, step)) return undefined
  return { ...found, original } as WorkableFor<S>
}

/** What a track's jobs are added with. */
export const aboutTrack = (
  { track_id, owner }: { track_id: number; owner: number },
  requestId: string | undefined,
): AddOptions => ({ user_id: owner, subject: jobSubjectOf(track_id), request_id: requestId })
