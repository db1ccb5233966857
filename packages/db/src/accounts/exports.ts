import { accountErrors } from '@mudig/shared/accounts/errors'
import { exportLimits, newExportKey } from '@mudig/shared/accounts/exports'
import { exportAccount, removeExport } from '@mudig/shared/accounts/queues'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { Language } from '@mudig/shared/core/language'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob, addJobs } from '../ledger/add.js'
import { markGone, reserve, use } from '../objects/lifecycle.js'

const subjectOf = (id: number) => `export/${id}` as const

const told = [
  'id',
  sql<
    'queued' | 'ready' | 'failed' | 'expired'
  >`case when state = 'dropped' or expires_at <= now() then 'expired' else state end`.as('state'),
  'created_at',
  'finished_at',
  sql<Date | null>`case when state = 'ready' then expires_at end`.as('expires_at'),
  'bytes',
] as const

/** The last copy that somebody asked for, as they are told of it. */
export const findLatest = (db: Db, userId: number) =>
  db
    .selectFrom('account_exports')
    .select(told)
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/**
 * Asks for a copy of what is known of somebody. While one is in the making that is the answer, and its job is added
 * again where an operator had ended it.
 * @throws ApiError exportTooOften, or tokenInvalid where the account was withdrawn
 */
export const request = async (trx: Trx, wanted: { user_id: number; language: Language; request_id: string }) => {
  const { user_id, language, request_id } = wanted
  // Those who ask at the same moment come one after the other.
  const user = await trx
    .selectFrom('users')
    .select('id')
    .where('id', '=', user_id)
    .where('is_active', '=', true)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!user) throw new ApiError(httpErrors.tokenInvalid)
  const id = (await findCurrent(trx, user_id)) ?? (await insertQueued(trx, user_id, language))
  await addJob(trx, exportAccount, { v: 1, export_id: id }, { user_id, subject: subjectOf(id), request_id })
  return trx.selectFrom('account_exports').select(told).where('id', '=', id).executeTakeFirstOrThrow()
}

/** The one in the making. @throws ApiError exportTooOften when one was made within the last day */
const findCurrent = async (trx: Trx, userId: number): Promise<number | undefined> => {
  const current = await trx
    .selectFrom('account_exports')
    .select(['id', 'state'])
    .select(
      sql<number>`ceil(extract(epoch from created_at + ${exportLimits.everySeconds} * interval '1 second' - now()))::float8`.as(
        'wait_seconds',
      ),
    )
    .where('user_id', '=', userId)
    .where('state', 'in', ['queued', 'ready'])
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (current?.state === 'queued') return current.id
  if (current && current.wait_seconds > 0)
    throw new ApiError(accountErrors.exportTooOften, { retryAfterSeconds: current.wait_seconds })
  return undefined
}

const insertQueued = async (trx: Trx, user_id: number, language: Language): Promise<number> => {
  // One that has waited for so long that it has expired makes room; what it left is removed like anything that has
  // expired.
  await trx
    .updateTable('account_exports')
    .set({ state: 'dropped' })
    .where('user_id', '=', user_id)
    .where('state', '=', 'queued')
    .execute()
  const object_key = newExportKey()
  const expires_at = sql<Date>`now() + ${exportLimits.ttlSeconds} * interval '1 second'`
  await reserve(trx, object_key, { kind: 'export', owner: user_id, until: expires_at })
  const { id } = await trx
    .insertInto('account_exports')
    .values({ user_id, language, object_key, expires_at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * Whoever drops a copy, or ends its making, writes its row: a look in a statement after this one sees what they left.
 */
const lockExport = (db: Db, id: number) =>
  db.selectFrom('account_exports').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

/**
 * What the job needs; undefined when there is nothing to make (any more): done, dropped, or of somebody who has left.
 */
export const findWanted = async (db: Db, id: number, { lock = false } = {}) => {
  if (lock) await lockExport(db, id)
  const row = await db
    .selectFrom('account_exports as e')
    .innerJoin('users as u', 'u.id', 'e.user_id')
    .select(['e.id', 'e.user_id', 'e.nonce', 'e.language', 'e.object_key', 'e.upload_id'])
    .where('e.id', '=', id)
    .where('e.state', '=', 'queued')
    .where('e.expires_at', '>', sql<Date>`now()`)
    .where('u.is_active', '=', true)
    .executeTakeFirst()
  return row && { ...row, language: row.language as Language }
}

/**
 * Writes down an upload before its first byte.
 * @returns false when the copy is not wanted any more: whoever began the upload ends it
 */
export const noteUpload = async (trx: Trx, id: number, uploadId: string): Promise<boolean> => {
  const noted = await trx
    .updateTable('account_exports')
    .set({ upload_id: uploadId })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}

/** From now on the link opens. @returns false when the copy is not wanted any more */
export const markReady = async (
  trx: Trx,
  id: number,
  made: { token_hash: Buffer; bytes: number },
): Promise<boolean> => {
  const wanted = await trx
    .selectFrom('account_exports')
    .select('object_key')
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!wanted) return false
  await use(trx, wanted.object_key, { content_type: 'application/zip', bytes: made.bytes, is_public: false })
  await trx
    .updateTable('account_exports')
    .set({
      ...made,
      state: 'ready',
      upload_id: null,
      finished_at: sql`now()`,
      expires_at: sql`now() + ${exportLimits.ttlSeconds} * interval '1 second'`,
    })
    .where('id', '=', id)
    .execute()
  return true
}

const queueRemoval = (trx: Trx, rows: readonly { id: number }[], request_id?: string) =>
  addJobs(
    trx,
    removeExport,
    rows.map(({ id }) => ({ payload: { v: 1, export_id: id }, subject: subjectOf(id), request_id })),
  )

/**
 * After the last attempt. The row stays for a while, for whoever asks what became of it; what lies in the store does
 * not.
 */
export const markFailed = async (trx: Trx, id: number, request_id: string | undefined): Promise<void> => {
  const failed = await trx
    .updateTable('account_exports')
    .set({ state: 'failed', finished_at: sql`now()` })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .returning('id')
    .executeTakeFirst()
  if (failed) await queueRemoval(trx, [failed], request_id)
}

/** Ends every link of somebody who leaves, and has what lies in the store removed. */
export const drop = async (trx: Trx, userId: number, request_id?: string): Promise<void> => {
  const dropped = await trx
    .updateTable('account_exports')
    .set({ state: 'dropped', expires_at: sql`now()` })
    .where('user_id', '=', userId)
    .returning('id')
    .execute()
  await queueRemoval(trx, dropped, request_id)
}

/** Adds a removing job for each copy that has expired; one that has such a job keeps it. */
export const queueRemovals = (db: Db, limit: number): Promise<void> =>
  db.transaction().execute(async trx => {
    const expired = await trx
      .selectFrom('account_exports')
      .select('id')
      .where('expires_at', '<=', sql<Date>`now()`)
      .orderBy('expires_at')
      .limit(limit)
      .execute()
    await queueRemoval(trx, expired)
  })

/** What is in the store of a copy that nobody may fetch (any more); undefined for one that is still wanted. */
export const findUnwanted = async (db: Db, id: number, { lock = false } = {}) => {
  if (lock) await lockExport(db, id)
  return db
    .selectFrom('account_exports')
    .select(['object_key', 'upload_id'])
    .where('id', '=', id)
    .where(eb => eb.or([eb('state', 'in', ['dropped', 'failed']), eb('expires_at', '<=', sql<Date>`now()`)]))
    .executeTakeFirst()
}

/** Nothing of it is in the store any more. */
export const forget = async (trx: Trx, id: number): Promise<void> => {
  const forgotten = await trx
    .deleteFrom('account_exports')
    .where('id', '=', id)
    .where('expires_at', '<=', sql<Date>`now()`)
    .returning('object_key')
    .execute()
  await markGone(
    trx,
    forgotten.map(({ object_key }) => object_key),
  )
}

/** The copy that a link opens: by the hash of its token, while it has not expired and its owner has not left. */
export const findByToken = async (db: Db, hash: Buffer) => {
  const row = await db
    .selectFrom('account_exports as e')
    .innerJoin('users as u', 'u.id', 'e.user_id')
    .select(['e.user_id', 'e.object_key', 'e.finished_at'])
    .where('e.token_hash', '=', hash)
    .where('e.state', '=', 'ready')
    .where('e.expires_at', '>', sql<Date>`now()`)
    .where('u.is_active', '=', true)
    .executeTakeFirst()
  return row && { ...row, finished_at: row.finished_at as Date }
}
