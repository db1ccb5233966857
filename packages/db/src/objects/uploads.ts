import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { objectErrors } from '@mudig/shared/objects/errors'
import { verifyUpload } from '@mudig/shared/objects/queues'
import { newUploadKey, pictureOfUpload, type UploadState, type UploadType } from '@mudig/shared/objects/uploads'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { discard, reserve } from './lifecycle.js'

const quotaSeconds = 86_400
/** An hour more than an upload has: whoever removes what has expired finds its object still reserved. */
const unattached = sql<Date>`now() + interval '25 hours'`
/** Longer than jobs wait for a store that is away. */
const whileChecked = sql<Date>`now() + interval '7 days'`

export interface Upload {
  key: string
  /** The key of the picture that is made of it. */
  picture: string
  state: UploadState
  reason: string | null
  is_public: boolean
  is_attached: boolean
  created_at: Date
  expires_at: Date
}

/** Whose a picture is and what is to show it. */
export interface Attachment {
  owner: number
  /** As `objects.subject` has it: `post/12`, `profile/3`. */
  subject: string
  /** Of the request, for the jobs that follow. */
  request_id?: string
}

/**
 * Writes an upload down, with a place in its owner's day, before its form is signed. The owner's row is locked, so that
 * parallel requests are counted one after the other.
 * @param perDay how many somebody may begin in 24 hours; those that were removed since count, too
 * @throws ApiError tooManyUploads, or tokenInvalid where the account is gone
 */
export const beginUpload = async (
  trx: Trx,
  owner: number,
  { type, isPublic }: { type: UploadType; isPublic: boolean },
  { perDay }: { perDay: number },
): Promise<string> => {
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', owner)
    .where('is_active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!user) throw new ApiError(httpErrors.tokenInvalid)
  const key = newUploadKey(type)
  // A statement of its own after the lock, because one that waits for it would see the day as it was before.
  const { rows } = await sql`
    with room as (select where not ${isDayFull(owner, perDay)}),
      reserved as (insert into objects (key, kind, owner, due_at) select ${key}, 'upload', ${owner}, ${unattached} from room)
    insert into picture_uploads (key, picture, user_id, is_public)
    select ${key}, ${pictureOfUpload(key)}, ${owner}, ${isPublic} from room returning key`.execute(trx)
  if (rows.length === 0)
    throw new ApiError(objectErrors.tooManyUploads, { retryAfterSeconds: await secondsUntilRoom(trx, owner, perDay) })
  return key
}

/** The n-th newest of the last day tells whether there is room for one more. */
const nthNewest = (owner: number, n: number) =>
  sql`select created_at from picture_uploads where user_id = ${owner} order by created_at desc offset ${n - 1} limit 1`

const isDayFull = (owner: number, perDay: number) =>
  sql<boolean>`coalesce((${nthNewest(owner, perDay)}) > now() - ${quotaSeconds} * interval '1 second', false)`

const secondsUntilRoom = async (trx: Trx, owner: number, perDay: number): Promise<number> => {
  const { rows } = await sql<{ seconds: number }>`
    select ceil(extract(epoch from n.created_at - now()) + ${quotaSeconds})::int as seconds
    from (${nthNewest(owner, perDay)}) n`.execute(trx)
  return Math.max(1, rows[0]?.seconds ?? 1)
}

/** @throws ApiError uploadNotFound, also where it is somebody else's */
export const findUpload = async (db: Db, owner: number, key: string): Promise<Upload> => {
  const row = await db
    .selectFrom('picture_uploads')
    .select(['key', 'picture', sql<UploadState>`state`.as('state'), 'reason', 'is_public', 'created_at', 'expires_at'])
    .select(sql<boolean>`subject is not null`.as('is_attached'))
    .where('key', '=', key)
    .where('user_id', '=', owner)
    .executeTakeFirst()
  if (!row) throw new ApiError(objectErrors.uploadNotFound)
  return row
}

/** Has an upload looked at that nothing shows yet. @throws ApiError uploadNotFound */
export const completeUpload = async (
  trx: Trx,
  owner: number,
  key: string,
  { request_id }: { request_id: string },
): Promise<void> => {
  const row = await trx
    .selectFrom('picture_uploads')
    .select(['key', 'picture', 'state'])
    .where('key', '=', key)
    .where('user_id', '=', owner)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new ApiError(objectErrors.uploadNotFound)
  if (row.state === 'waiting') await beginChecks(trx, owner, [row], { request_id })
}

/** Gives an upload up that nothing shows. @throws ApiError uploadNotFound, uploadAttached */
export const removeUpload = async (trx: Trx, owner: number, key: string): Promise<void> => {
  const row = await trx
    .selectFrom('picture_uploads')
    .select(['key', 'picture', 'subject'])
    .where('key', '=', key)
    .where('user_id', '=', owner)
    .where('state', '<>', 'refused')
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new ApiError(objectErrors.uploadNotFound)
  if (row.subject !== null) throw new ApiError(objectErrors.uploadAttached)
  // The row stays for the day, so that removing makes no room.
  await trx.updateTable('picture_uploads').set({ state: 'refused', reason: 'removed' }).where('key', '=', key).execute()
  await discard(trx, [row.key, row.picture], { user_id: owner })
}

/**
 * Begins to show pictures: each an upload of the owner's own that nothing else shows, or one that this subject shows
 * already. What has not been looked at yet is looked at by a job, and is shown to nobody else meanwhile, see
 * `isPictureShown`. Whoever no longer shows one gives it to `discard`.
 *
 * @param pictures their keys, as `pictureOfUpload` makes them
 * @throws ApiError pictureUnknown
 */
export const attachPictures = async (
  trx: Trx,
  pictures: readonly string[],
  { owner, subject, request_id }: Attachment,
): Promise<void> => {
  const wanted = [...new Set(pictures)].sort()
  if (wanted.length === 0) return
  const uploads = await trx
    .selectFrom('picture_uploads')
    .select(['key', 'picture', 'state', 'subject'])
    .where('picture', 'in', wanted)
    .where('user_id', '=', owner)
    .where('state', '<>', 'refused')
    .orderBy('picture')
    .forUpdate()
    .execute()
  const fresh = uploads.filter(upload => upload.subject === null)
  await requireShown(
    trx,
    wanted.filter(key => !fresh.some(({ picture }) => picture === key)),
    { owner, subject },
  )
  if (fresh.length === 0) return
  const keys = fresh.map(({ key }) => key)
  await trx.updateTable('picture_uploads').set({ subject }).where('key', 'in', keys).execute()
  await beginChecks(
    trx,
    owner,
    fresh.filter(({ state }) => state === 'waiting'),
    { subject, request_id },
  )
  const known = fresh.filter(({ state }) => state !== 'waiting')
  if (known.length > 0) await showKnown(trx, known, subject)
}

/**
 * Gives up pictures that something of their owner's showed. Those that are being looked at need not be any more: their
 * jobs end.
 */
export const discardPictures = async (
  trx: Trx,
  pictures: readonly string[],
  options: Parameters<typeof discard>[2],
): Promise<void> => {
  if (pictures.length === 0) return
  const unseen = await trx
    .updateTable('picture_uploads')
    .set({ state: 'refused', reason: 'removed' })
    .where('picture', 'in', pictures)
    .where('state', 'in', ['waiting', 'checking'])
    .returning('key')
    .execute()
  await discard(trx, [...unseen.map(({ key }) => key), ...pictures], options)
}

/** Those that it shows already, whether or not they have been looked at. */
const requireShown = async (trx: Trx, keys: readonly string[], { owner, subject }: Attachment): Promise<void> => {
  if (keys.length === 0) return
  const shown = await trx
    .selectFrom('objects')
    .select('key')
    .where('key', 'in', keys)
    .where('owner', '=', owner)
    .where('subject', '=', subject)
    .where('state', '<>', 'gone')
    .execute()
  if (shown.length < keys.length) throw new ApiError(objectErrors.pictureUnknown)
}

/** Pictures of uploads that were completed before anything showed them: looked at by now, or about to be. */
const showKnown = async (trx: Trx, uploads: readonly { picture: string }[], subject: string): Promise<void> => {
  const keys = uploads.map(({ picture }) => picture)
  await trx
    .updateTable('objects')
    .from('picture_uploads as u')
    // Of one that is still to be looked at `markVerified` says whether it is public.
    .set(eb => ({ subject, is_public: sql<boolean>`objects.state = 'used' and ${eb.ref('u.is_public')}` }))
    .whereRef('u.picture', '=', 'objects.key')
    .where('objects.key', 'in', keys)
    .where('objects.state', 'in', ['reserved', 'used'])
    .execute()
}

const beginChecks = async (
  trx: Trx,
  owner: number,
  uploads: readonly { key: string; picture: string }[],
  { subject, request_id }: Partial<Pick<Attachment, 'subject' | 'request_id'>>,
): Promise<void> => {
  for (const { key, picture } of uploads) {
    await reserve(trx, picture, { owner, subject, until: whileChecked })
    await reserve(trx, key, { kind: 'upload', owner, until: whileChecked })
    await trx.updateTable('picture_uploads').set({ state: 'checking' }).where('key', '=', key).execute()
    await addJob(trx, verifyUpload, { v: 1, key }, { user_id: owner, request_id })
  }
}

/**
 * Schedule: removes what nothing showed within a day, and forgets what was shown. A job that is under way finds its
 * object gone.
 * @returns how many uploads that were
 */
export const expireUploads = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const due = await trx
      .selectFrom('picture_uploads')
      .select(['key', 'picture', 'subject', 'state'])
      .where('expires_at', '<', sql<Date>`now()`)
      .orderBy('expires_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
    const isUnderWay = ({ subject, state }: (typeof due)[number]) => subject !== null && state === 'checking'
    const later = due.filter(isUnderWay).map(({ key }) => key)
    if (later.length > 0)
      await trx
        .updateTable('picture_uploads')
        .set({ expires_at: sql<Date>`now() + interval '1 day'` })
        .where('key', 'in', later)
        .execute()
    const over = due.filter(upload => !isUnderWay(upload))
    if (over.length > 0)
      await trx
        .deleteFrom('picture_uploads')
        .where(
          'key',
          'in',
          over.map(({ key }) => key),
        )
        .execute()
    const unused = over.filter(({ subject, state }) => subject === null && state !== 'refused')
    await discard(
      trx,
      unused.flatMap(({ key, picture, state }) => (state === 'ready' ? [picture] : [key, picture])),
    )
    return due.length
  })
