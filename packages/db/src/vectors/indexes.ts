import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { discard, use } from '../objects/lifecycle.js'
import type { Model } from './models.js'
import type { NearVector } from './near.js'

/** The file of a kind's vectors. */
export interface IndexFile {
  object_key: string
  /** Vectors with higher numbers are not in it. */
  seq: number
  vectors: number
  bytes: number
}

/** The newest file of a kind's vectors; undefined where none has been made. */
export const findIndex = (db: Db, model: Model, kind: string): Promise<IndexFile | undefined> =>
  db
    .selectFrom('vector_indexes')
    .select(['object_key', 'seq', 'vectors', 'bytes'])
    .where('model', '=', model.id)
    .where('kind', '=', kind)
    .executeTakeFirst()

export interface NumberedVector {
  id: number
  seq: number
  vector: number[]
}

/** Vectors of a kind in the order of their numbers. */
export const vectorsAfter = (
  db: Db,
  model: Model,
  kind: string,
  seq: number,
  limit: number,
): Promise<NumberedVector[]> =>
  db
    .selectFrom('vectors')
    .select(['id', 'seq', 'vector'])
    .where('model', '=', model.id)
    .where('kind', '=', kind)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()

/** As many vectors may be missing from a file, or this part of those that are in it: each process adds them by itself. */
const behind = { atLeast: 500, share: 0.1 }

/** Whether a kind's file is missing or lacks so much that a new one is due. */
export const isIndexDue = async (db: Db, model: Model, kind: string): Promise<boolean> => {
  const { rows } = await sql<{ is_due: boolean }>`
    select count(*) >= max(b.most) as is_due from (
      select greatest(${behind.atLeast}, coalesce(max(i.vectors), 0) * ${behind.share}::float8)::integer as most,
        coalesce(max(i.seq), 0) as seq
      from vector_indexes i where i.model = ${model.id} and i.kind = ${kind}
    ) b cross join lateral (
      select from vectors v where v.model = ${model.id} and v.kind = ${kind} and v.seq > b.seq limit b.most
    ) v`.execute(db)
  return rows[0]?.is_due ?? false
}

/**
 * Shows a file that is in the store to all processes, and gives up the one before. Whoever is reading that keeps its
 * own copy.
 * @returns false when a newer one is there
 */
export const putIndex = async (trx: Trx, model: Model, kind: string, file: IndexFile): Promise<boolean> => {
  const before = await trx
    .selectFrom('vector_indexes')
    .select(['object_key', 'seq'])
    .where('model', '=', model.id)
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirst()
  if (before && before.seq > file.seq) return false
  await use(trx, file.object_key, {
    content_type: 'application/octet-stream',
    bytes: file.bytes,
    is_public: false,
  })
  await trx
    .insertInto('vector_indexes')
    .values({ model: model.id, kind, ...file })
    .onConflict(conflict =>
      conflict.columns(['model', 'kind']).doUpdateSet(eb => ({
        object_key: eb.ref('excluded.object_key'),
        seq: eb.ref('excluded.seq'),
        vectors: eb.ref('excluded.vectors'),
        bytes: eb.ref('excluded.bytes'),
        built_at: sql`now()`,
      })),
    )
    .execute()
  if (before) await discard(trx, [before.object_key])
  return true
}

/** Whether Postgres finds vectors by itself. */
export const hasPgvector = async (db: Db): Promise<boolean> => {
  const { rows } = await sql`select from pg_extension where extname = 'vector'`.execute(db)
  return rows.length > 0
}

/** A name for each model and kind; kinds are lower case letters and hyphens. */
const indexName = (model: Model, kind: string) => `vectors_near_${model.id}_${kind.replaceAll('-', '_')}`

/** The type and operators of pgvector that an index is made with: half precision takes half the space. */
const asIndexed = (column: string, { dimensions }: Model) => sql.raw(`(${column}::halfvec(${dimensions}))`)

/** Whether the index that `makeNearIndex` makes is there and can be used. */
export const hasNearIndex = async (db: Db, model: Model, kind: string): Promise<boolean> => {
  const { rows } = await sql`
    select from pg_index where indexrelid = to_regclass(${indexName(model, kind)}) and indisvalid`.execute(db)
  return rows.length > 0
}

/** Of pgvector's index: as `expansionAdd` and the connectivity of the files, whose ground has twice as many neighbours. */
const build = { m: 32, efConstruction: 128 }

/**
 * Makes the index by which pgvector finds a kind's vectors, while they are read and written. One that was cut off is
 * made anew. Outside a transaction, and without a bound on its time.
 */
export const makeNearIndex = (db: Db, model: Model, kind: string): Promise<void> =>
  db.connection().execute(async connection => {
    const name = sql.ref(indexName(model, kind))
    await sql`set statement_timeout = 0`.execute(connection)
    try {
      if (!(await hasNearIndex(connection, model, kind)))
        await sql`drop index concurrently if exists ${name}`.execute(connection)
      await sql`
        create index concurrently if not exists ${name} on vectors using hnsw (${asIndexed('vector', model)} halfvec_ip_ops)
        with (m = ${sql.lit(build.m)}, ef_construction = ${sql.lit(build.efConstruction)})
        where kind = ${sql.lit(kind)} and model = ${sql.lit(model.id)}`.execute(connection)
    } finally {
      await sql`reset statement_timeout`.execute(connection)
    }
  })

/** How many are looked at before the nearest are known, see docs/benchmarks.md; and at least as many as are wanted. */
const searched = { atLeast: 256, atMost: 1_000 }

/** Exported for the test of its plan. */
export const selectNearest = (model: Model, kind: string, vector: readonly number[], count: number) => {
  // The operator's answer is negative, because indexes walk upwards.
  const away = sql`${asIndexed('vector', model)} <#> ${vector}::real[]::halfvec(${sql.lit(model.dimensions)})`
  return sql<NearVector>`
    select id, -(${away}) as likeness from vectors where kind = ${sql.lit(kind)} and model = ${sql.lit(model.id)}
    order by ${away} limit ${sql.lit(count)}`
}

/** A kind's nearest vectors by pgvector, nearest first. */
export const nearestByPgvector = (
  db: Db,
  model: Model,
  kind: string,
  vector: readonly number[],
  count: number,
): Promise<NearVector[]> =>
  db
    .transaction()
    .setAccessMode('read only')
    .execute(async trx => {
      const width = Math.min(searched.atMost, Math.max(searched.atLeast, count))
      await sql.raw(`set local hnsw.ef_search = ${width}`).execute(trx)
      return (await selectNearest(model, kind, vector, count).execute(trx)).rows
    })
