import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { chooseModel, type Model } from '../vectors/models.js'
import { putVectors, textOf } from '../vectors/texts.js'
import { endWanted, setVectors } from '../vectors/wanted.js'
import { manyPosts } from './posts.js'

/** A model of a test, of so few dimensions that vectors can be written by hand. */
export const aModel = (db: Db, dimensions: number): Promise<Model> => chooseModel(db, { name: 'test', dimensions })

/** Gives subjects their vectors, as the job does. */
export const embedded = (
  db: Db,
  model: Model,
  kind: string,
  subjects: readonly { id: number; vector: readonly number[] }[],
): Promise<void> =>
  db.transaction().execute(async trx => {
    const known = subjects.map(({ id, vector }) => ({ subject: id, kind, vector, ...textOf(`subject ${id}`) }))
    await putVectors(trx, model, known)
    await setVectors(trx, model, known)
    await endWanted(
      trx,
      known.map(({ subject }) => ({ subject, version: 1 })),
    )
  })

/** Posts of which each has a text of its own. @returns their ids */
export const postsOfManyTexts = async (db: Db, owner: number, count: number): Promise<number[]> => {
  const ids = await manyPosts(db, sql`select ${owner}::int8 as owner from generate_series(1, ${count}::integer)`)
  await sql`update posts set text = '글 ' || id where id = any(${ids}::int8[])`.execute(db)
  return ids
}

/** As if the processes that run jobs of a queue had been away for too long: others take them up again. */
export const takeAway = async (db: Db, queue: string): Promise<void> => {
  await sql`
    update jobs set lease_until = null, state = 'queued', delivery = delivery + 1, pushed_at = null, run_at = now()
    where queue = ${queue} and state = 'running'`.execute(db)
}
