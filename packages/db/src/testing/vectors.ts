import type { Db } from '../core/client.js'
import { chooseModel, type Model } from '../vectors/models.js'
import { putVectors, textOf } from '../vectors/texts.js'
import { endWanted, setVectors } from '../vectors/wanted.js'

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
