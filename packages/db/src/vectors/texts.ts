import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { type Model, takeNumbers } from './models.js'

/** A text as the model gets it. */
export interface Text {
  readonly text: string
  readonly hash: Buffer
}

/** Spaces are one, and lines are spaces: what differs in nothing else is the same text, and is paid for once. */
export const textOf = (given: string): Text => {
  const text = given.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
  return { text, hash: createHash('sha256').update(text).digest() }
}

/** How long a call may take, and after a death the time until another job may pay for its texts. */
const callSeconds = 60

/** Those of some texts that have a vector, whatever it was made for, by their hashes in hex. */
export const findVectors = async (db: Db, model: Model, hashes: readonly Buffer[]): Promise<Map<string, number[]>> => {
  const { rows } = await sql<{ hash: Buffer; vector: number[] }>`
    select distinct on (hash) hash, vector from vectors
    where model = ${model.id} and hash = any(${hashes}::bytea[]) order by hash, id`.execute(db)
  return new Map(rows.map(({ hash, vector }) => [hash.toString('hex'), vector]))
}

/**
 * Takes texts that this job is about to pay for, apart from those that have a vector by now, or that another job is
 * paying for. A later attempt of the job may take its own again.
 * @returns hashes in hex
 */
export const claimTexts = async (
  db: Db,
  model: Model,
  hashes: readonly Buffer[],
  jobId: number,
): Promise<Set<string>> => {
  const { rows } = await sql<{ hash: Buffer }>`
    insert into vector_calls as old (model, hash, job, until)
    select ${model.id}, given.hash, ${jobId}, now() + ${callSeconds} * interval '1 second'
    from unnest(${hashes}::bytea[]) as given (hash)
    where not exists (select from vectors v where v.model = ${model.id} and v.hash = given.hash)
    order by given.hash
    on conflict (model, hash) do update set job = excluded.job, until = excluded.until
    where old.job = excluded.job or old.until < now()
    returning hash`.execute(db)
  if (rows.length === 0) return new Set()
  // Whoever waited here for the end of another job's claim saw the vectors as they were before: look again.
  const paid = await sql<{ hash: Buffer }>`
    delete from vector_calls c using vectors v
    where c.model = ${model.id} and c.job = ${jobId} and c.hash = any(${rows.map(({ hash }) => hash)}::bytea[])
      and v.model = c.model and v.hash = c.hash
    returning c.hash`.execute(db)
  const known = new Set(paid.rows.map(({ hash }) => hash.toString('hex')))
  return new Set(rows.map(({ hash }) => hash.toString('hex')).filter(hash => !known.has(hash)))
}

/** Gives texts back that were not paid for after all. */
export const releaseTexts = async (db: Db, model: Model, jobId: number): Promise<void> => {
  await db.deleteFrom('vector_calls').where('model', '=', model.id).where('job', '=', jobId).execute()
}

export interface NewVector {
  readonly kind: string
  readonly hash: Buffer
  readonly vector: readonly number[]
}

/** Writes vectors down; one that is there already stays. Ends what was claimed of them. */
export const putVectors = async (trx: Trx, model: Model, vectors: readonly NewVector[]): Promise<void> => {
  if (vectors.length === 0) return
  const first = await takeNumbers(trx, model, vectors.length)
  await trx
    .insertInto('vectors')
    .values(
      vectors.map(({ kind, hash, vector }, n) => ({
        model: model.id,
        kind,
        hash,
        vector: vector as number[],
        seq: first + n,
      })),
    )
    .onConflict(conflict => conflict.columns(['model', 'hash', 'kind']).doNothing())
    .execute()
  await trx
    .deleteFrom('vector_calls')
    .where('model', '=', model.id)
    .where(
      'hash',
      'in',
      vectors.map(({ hash }) => hash),
    )
    .execute()
}
