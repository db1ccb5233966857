import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

/** Who makes the vectors. Those of two models cannot be compared. */
export interface Model {
  readonly id: number
  readonly name: string
  readonly dimensions: number
}

const columns = ['id', 'name', 'dimensions'] as const

/** The model that is asked for vectors; undefined until a worker has chosen one. */
export const currentModel = (db: Db): Promise<Model | undefined> =>
  db.selectFrom('vector_models').select(columns).orderBy('chosen_at', 'desc').orderBy('id', 'desc').executeTakeFirst()

/** Makes what a worker is configured for the current model, and begins to fill it where it is new or comes back. */
export const chooseModel = async (db: Db, { name, dimensions }: Omit<Model, 'id'>): Promise<Model> => {
  const current = await currentModel(db)
  if (current && current.name === name && current.dimensions === dimensions) return current
  return db
    .with('refilled', cte =>
      cte
        .deleteFrom('vector_fills as f')
        .using('vector_models as m')
        .whereRef('m.id', '=', 'f.model')
        .where('m.name', '=', name)
        .where('m.dimensions', '=', dimensions),
    )
    .insertInto('vector_models')
    .values({ name, dimensions })
    .onConflict(conflict =>
      conflict.columns(['name', 'dimensions']).doUpdateSet({ chosen_at: sql`clock_timestamp()`, filled_to: 0 }),
    )
    .returning(columns)
    .executeTakeFirstOrThrow()
}

/**
 * Numbers for new vectors of a model. Its row is locked until the transaction ends, so that they are seen in their
 * order.
 * @returns the first of them
 */
export const takeNumbers = async (trx: Trx, model: Model, count: number): Promise<number> => {
  const { last_seq } = await trx
    .updateTable('vector_models')
    .set({ last_seq: sql`last_seq + ${count}::int8` })
    .where('id', '=', model.id)
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  return last_seq - count + 1
}
