import { RetryableError } from '@mudig/shared/core/errors'
import type { ObjectKind } from '@mudig/shared/objects/keys'
import { removePictures } from '@mudig/shared/objects/queues'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { type AddOptions, addJobs } from '../ledger/add.js'

export interface Reservation {
  /** Default: a picture. */
  kind?: ObjectKind
  owner?: number
  /** What is going to show it. */
  subject?: string | undefined
  /** When nobody can be about to use it any more. Default: an hour, which no attempt of a job and no request takes. */
  until?: Date | RawBuilder<Date>
}

/**
 * Writes a key down before its first byte is sent, by itself and not in a transaction that could take it back. From then
 * on the object is found and removed, unless `use` begins to use it. A key that is reserved already stays so for longer;
 * one that is in use or gone stays what it is.
 */
export const reserve = async (db: Db, key: string, reservation: Reservation = {}): Promise<void> => {
  const { kind = 'picture', owner, subject, until } = reservation
  await db
    .insertInto('objects')
    .values({ key, kind, owner, subject, ...(until && { due_at: until as Date }) })
    .onConflict(conflict =>
      conflict
        .column('key')
        .doUpdateSet(eb => ({ due_at: eb.ref('excluded.due_at') }))
        .where('objects.state', '=', 'reserved'),
    )
    .execute()
}

/**
 * Writes down an upload in parts before its first byte: whoever removes the object ends it.
 * @returns false when the object was given up meanwhile: whoever began the upload ends it
 */
export const noteUpload = async (db: Db, key: string, uploadId: string): Promise<boolean> => {
  const noted = await db
    .updateTable('objects')
    .set({ upload_id: uploadId })
    .where('key', '=', key)
    .where('state', '=', 'reserved')
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}

/** What is known of an object once all of it is in the store. */
export interface StoredFacts {
  content_type: string
  bytes: number
  sha256?: Buffer
  width?: number
  height?: number
  /** Bytes of what was made from it and is stored beside it, by name. */
  derived?: Readonly<Record<string, number>>
  /** Whether whoever knows the key may have it. */
  is_public: boolean
  owner?: number
  subject?: string
}

/**
 * Ends a reservation in the transaction that makes the object visible.
 * @throws RetryableError `reservation_lost` when it took so long that the object was given up for removal
 */
export const use = async (trx: Trx, key: string, { derived, ...facts }: StoredFacts): Promise<{ id: number }> => {
  // Whoever gives the key up writes the same row, so only one of the two comes to pass.
  const used = await trx
    .updateTable('objects')
    .set({
      ...facts,
      ...(derived && { derived: JSON.stringify(derived), derived_at: sql`now()` }),
      state: 'used',
      upload_id: null,
      used_at: sql`now()`,
    })
    .where('key', '=', key)
    .where('state', '=', 'reserved')
    .returning('id')
    .executeTakeFirst()
  if (!used) throw new RetryableError('reservation_lost', 'the reservation of the object expired before it was used')
  return used
}

/** A removing job takes so many at once. */
const keysPerJob = 200

export const queueRemovals = (trx: Trx, keys: readonly string[], options: AddOptions): Promise<void> =>
  addJobs(
    trx,
    removePictures,
    Array.from({ length: Math.ceil(keys.length / keysPerJob) }, (_, n) => ({
      ...options,
      payload: { v: 1 as const, keys: keys.slice(n * keysPerJob, (n + 1) * keysPerJob) },
    })),
  )

/** From when on a schedule has what is gone removed once more: until then somebody may still be sending it. */
const longestUpload = sql<Date>`now() + interval '1 hour'`

const gone = { state: 'gone', gone_at: sql<Date>`now()`, due_at: longestUpload, owner: null, subject: null } as const

/**
 * Gives up objects that nothing shows any longer, in the transaction that unset the last reference: nobody gets them
 * from then on, and a job removes them from the store. Each key is one of ours, see `isObjectKey`.
 */
export const discard = async (trx: Trx, keys: readonly string[], options: AddOptions = {}): Promise<void> => {
  if (keys.length === 0) return
  await markGone(trx, keys)
  await queueRemovals(trx, keys, options)
}

/**
 * Gives an object up that was stored and is not wanted: its removal is queued, unless it is used after all. Requires
 * that nothing is sent any more. Also for whoever was paused for so long that its reservation is gone: what it sent
 * came after the removal.
 */
export const abandon = async (trx: Trx, key: string, options: AddOptions = {}): Promise<void> => {
  await trx.updateTable('objects').set(gone).where('key', '=', key).where('state', '=', 'reserved').execute()
  const used = await trx
    .selectFrom('objects')
    .select('id')
    .where('key', '=', key)
    .where('state', '=', 'used')
    .executeTakeFirst()
  if (!used) await queueRemovals(trx, [key], options)
}

/** Of an object that whoever reserved it has removed again, or never sent. */
export const forgetReservation = async (db: Db, key: string): Promise<void> => {
  await db.deleteFrom('objects').where('key', '=', key).where('state', '=', 'reserved').execute()
}

/**
 * Schedule: queues the removal of what was reserved and never used, and the second removal of what is gone. A transaction
 * that is about to use an object has locked its row, and it is passed over; one that comes later finds it gone, and
 * fails. What a job could not remove is due again after an hour.
 * @returns how many objects that were
 */
export const abandonOld = (db: Db, limit: number): Promise<number> =>
  db.transaction().execute(async trx => {
    const { rows } = await sql<{ key: string }>`
      with due as (${dueObjects(limit)})
      update objects set state = 'gone', gone_at = coalesce(gone_at, now()), due_at = ${longestUpload}, owner = null, subject = null
      from due where objects.key = due.key returning due.key`.execute(trx)
    if (rows.length > 0)
      await queueRemovals(
        trx,
        rows.map(({ key }) => key),
        {},
      )
    return rows.length
  })

/** What `abandonOld` takes, the longest due first. */
export const dueObjects = (limit: number) => sql<{ key: string }>`
  select key from objects where state <> 'used' and due_at < now() order by due_at limit ${limit} for update skip locked`

/** For the removing job, before it removes anything: also of what the previous release gave up without a word here. */
export const markGone = async (db: Db, keys: readonly string[]): Promise<void> => {
  if (keys.length === 0) return
  const wanted = db.selectFrom('objects').select('key').where('key', 'in', keys).where('state', '<>', 'gone')
  await db
    .with('wanted', () => wanted.orderBy('key').forUpdate())
    .updateTable('objects')
    .from('wanted')
    .set(gone)
    .whereRef('objects.key', '=', 'wanted.key')
    .execute()
}

/** Uploads in parts that may still be under way to objects that are gone. */
export const findUploads = async (db: Db, keys: readonly string[]) => {
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('objects')
    .select(['key', 'upload_id'])
    .where('key', 'in', keys)
    .where('upload_id', 'is not', null)
    .execute()
  return rows as { key: string; upload_id: string }[]
}

/**
 * After a removal from the store: rows of what has been gone for so long that nobody can be sending it go. The others
 * stay, and are due once more.
 */
export const forgetGone = async (trx: Trx, keys: readonly string[]): Promise<void> => {
  if (keys.length === 0) return
  await trx
    .deleteFrom('objects')
    .where('key', 'in', keys)
    .where('state', '=', 'gone')
    .where('gone_at', '<', sql<Date>`now() - interval '1 hour'`)
    .execute()
}
