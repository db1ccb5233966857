import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { assembleTrack, probeTrack } from '@mudig/shared/tracks/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { type AddOptions, addJob } from '../ledger/add.js'
import { reserve, use } from '../objects/lifecycle.js'
import { addVersion, insertTrack, type NewTrack, type TrackVersion } from './create.js'
import { jobSubjectOf } from './subject.js'

/** What an original is sent as, whatever it is: only what was made from it is played. */
export const originalType = 'application/octet-stream'

/** A row is kept for so long after its end, so that a repeat gets the same answer. */
const repeatSeconds = 86_400
/** A finished upload may wait for so long to be put together, should no worker be there. */
const patienceSeconds = 7 * 86_400

/** What an upload is to become: a new track, or another file of one. */
export type Destination = { words: NewTrack } | { replaces: number }

export interface Accepted {
  track_id: number
  version: number
  /** The job that stands for all that follows. */
  job_id: number
}

type Cause = Required<Pick<AddOptions, 'request_id'>> & Pick<AddOptions, 'background'>

/**
 * Makes a finished upload a file of a track, and has it processed; a repeat gets the same answer.
 * @throws ApiError uploadNotFound, uploadExpired, uploadUnfinished, uploadDone where it has become something else,
 * trackNotFound, wrongChapters
 */
export const completeUpload = async (
  trx: Trx,
  owner: number,
  id: string,
  destination: Destination,
  cause: Cause,
): Promise<Accepted> => {
  const upload = await trx
    .selectFrom('track_uploads')
    .select(['key', 'filename', 'bytes', 'stored', 'track_id', 'version', 'job_id'])
    .select(sql<boolean>`expires_at <= now()`.as('is_over'))
    .where('id', '=', id)
    .where('user_id', '=', owner)
    .where('given_up_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!upload) throw new ApiError(trackErrors.uploadNotFound)
  const { track_id, version, job_id } = upload
  if (job_id !== null) {
    // The track was removed since.
    if (track_id === null || version === null) throw new ApiError(trackErrors.uploadNotFound)
    const isSame = 'replaces' in destination ? destination.replaces === track_id : version === 1
    if (!isSame) throw new ApiError(trackErrors.uploadDone)
    return { track_id, version, job_id }
  }
  if (upload.is_over) throw new ApiError(trackErrors.uploadExpired)
  if (upload.stored < upload.bytes) throw new ApiError(trackErrors.uploadUnfinished)
  await reserve(trx, upload.key, { kind: 'track', until: sql<Date>`now() + ${patienceSeconds} * interval '1 second'` })
  const file = await addFile(trx, owner, upload, destination)
  const options = { user_id: owner, subject: jobSubjectOf(file.track_id), ...cause }
  const job = await addJob(trx, assembleTrack, { v: 1, ...file, upload_id: id }, options)
  return noteEnd(trx, id, file, job.id)
}

/**
 * The same of an upload that is an object of the store already, as a form's file is.
 * @throws ApiError trackNotFound
 * @throws RetryableError as `use` does
 */
export const completeStored = async (
  trx: Trx,
  owner: number,
  { id, bytes }: { id: string; bytes: number },
  destination: Destination,
  cause: Cause,
): Promise<Accepted> => {
  const upload = await trx
    .updateTable('track_uploads')
    .set({ bytes, received: bytes, stored: bytes })
    .where('id', '=', id)
    .where('user_id', '=', owner)
    .where('job_id', 'is', null)
    .where('given_up_at', 'is', null)
    .returning(['key', 'filename', 'bytes'])
    .executeTakeFirst()
  if (!upload) throw new ApiError(trackErrors.uploadExpired)
  const file = await addFile(trx, owner, upload, destination)
  const subject = jobSubjectOf(file.track_id)
  await use(trx, upload.key, { content_type: originalType, bytes, is_public: false, owner, subject })
  const options = { user_id: owner, subject, ...cause }
  const job = await addJob(trx, probeTrack, { v: 1, ...file }, options)
  return noteEnd(trx, id, file, job.id)
}

const addFile = async (
  trx: Trx,
  owner: number,
  { key, filename, bytes }: { key: string; filename: string; bytes: number },
  destination: Destination,
): Promise<TrackVersion> => {
  const file =
    'replaces' in destination
      ? await addVersion(trx, owner, destination.replaces, filename)
      : await insertTrack(trx, owner, destination.words, filename)
  await trx
    .insertInto('track_files')
    .values({ ...file, role: 'original', key, bytes, content_type: originalType })
    .execute()
  return file
}

const noteEnd = async (trx: Trx, id: string, file: TrackVersion, job_id: number): Promise<Accepted> => {
  await trx
    .updateTable('track_uploads')
    .set({
      ...file,
      job_id,
      writer: null,
      writer_until: null,
      expires_at: sql<Date>`now() + ${repeatSeconds} * interval '1 second'`,
    })
    .where('id', '=', id)
    .execute()
  return { ...file, job_id }
}

/** Shows a picture with a track that was uploaded just now; it is in use already. */
export const setPicture = async (trx: Trx, trackId: number, picture: string): Promise<void> => {
  await trx.updateTable('tracks').set({ picture }).where('id', '=', trackId).execute()
}

/** What is to be put together; undefined where that was done, or where nothing needs it any more. */
export interface Assembly {
  /** It failed, and the job was replayed. */
  isFailed: boolean
  /** It waited for so long that the store has removed it, or is about to. */
  isLost: boolean
  key: string
  bytes: number
  sha256: Buffer | null
  store_upload_id: string
  parts: { number: number; etag: string }[]
}

/** Whoever removes a version, or ends its processing, writes its row: with `lock` nobody does meanwhile. */
export const findAssembly = async (
  db: Db,
  { track_id, version, upload_id }: TrackVersion & { upload_id: string },
  { lock = false } = {},
): Promise<Assembly | undefined> => {
  const row = await db
    .selectFrom('track_versions as v')
    .innerJoin('track_files as f', join =>
      join.onRef('f.track_id', '=', 'v.track_id').onRef('f.version', '=', 'v.version').on('f.role', '=', 'original'),
    )
    .innerJoin('tracks as t', 't.id', 'v.track_id')
    .innerJoin('objects as o', 'o.key', 'f.key')
    // What is lost may have outlived its upload's row.
    .leftJoin('track_uploads as u', join => join.onRef('u.key', '=', 'f.key').on('u.id', '=', upload_id))
    .select(['f.key', 'f.bytes', 'u.sha256', 'u.store_upload_id', 'u.parts', 'v.state', 'o.state as object_state'])
    .where('v.track_id', '=', track_id)
    .where('v.version', '=', version)
    .where(eb =>
      eb.or([
        eb('v.state', '=', 'processing'),
        eb.and([
          eb('v.state', '=', 'failed'),
          eb('v.failed_step', '=', 'assemble'),
          eb('v.version', '=', eb.ref('t.last_version')),
        ]),
      ]),
    )
    .where('o.state', 'in', ['reserved', 'gone'])
    .$if(lock, query => query.forNoKeyUpdate('v'))
    .executeTakeFirst()
  if (!row) return undefined
  const { key, bytes, sha256, store_upload_id, parts, state, object_state } = row
  return {
    ...{ key, bytes, sha256 },
    isFailed: state === 'failed',
    isLost: object_state === 'gone' || store_upload_id === null,
    store_upload_id: store_upload_id ?? '',
    parts: (parts ?? []) as unknown as Assembly['parts'],
  }
}

/**
 * Begins to use the object of an upload that was put together, and has it looked into.
 * @throws RetryableError as `use` does
 */
export const finishAssembly = async (
  trx: Trx,
  { track_id, version }: TrackVersion,
  { key, bytes, sha256 }: Pick<Assembly, 'key' | 'bytes' | 'sha256'>,
  cause: AddOptions,
): Promise<void> => {
  const owner = await trx.selectFrom('tracks').select('owner').where('id', '=', track_id).executeTakeFirst()
  // Removed meanwhile: whoever did has given the object up as well.
  if (!owner) return
  await use(trx, key, {
    content_type: originalType,
    bytes,
    is_public: false,
    owner: owner.owner,
    subject: jobSubjectOf(track_id),
    ...(sha256 && { sha256 }),
  })
  await addJob(trx, probeTrack, { v: 1, track_id, version }, cause)
}
