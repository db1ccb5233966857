import type { Db } from '@mudig/db/core/client'
import type { Schedule } from '@mudig/db/core/domain'
import { embeddedTexts } from '@mudig/db/domains'
import { addJob } from '@mudig/db/ledger/add'
import type { Ledger } from '@mudig/db/ledger/ledger'
import { chooseModel, currentModel } from '@mudig/db/vectors/models'
import { isAnyWanted, wantOlder } from '@mudig/db/vectors/wanted'
import { buildIndex, embedTexts } from '@mudig/shared/vectors/queues'
import type { Vendors } from '../vendors.js'
import { isDue } from './build-index.js'

const kinds = Object.keys(embeddedTexts)

/** Has texts embedded that have changed, and those that were there before the model was chosen. */
export const queueEmbedding = async (
  db: Db,
  ledger: Ledger,
  { embeddings }: Pick<Vendors, 'embeddings'>,
  limit: number,
): Promise<number> => {
  const model = await chooseModel(db, { name: embeddings.model, dimensions: embeddings.dimensions })
  const looked = await wantOlder(db, model, kinds, limit)
  if (await isAnyWanted(db, embeddedTexts)) await ledger.transaction(trx => addJob(trx, embedTexts, { v: 1 }))
  return looked
}

/** Has the index of each kind made that lacks one, or has one that is too old. */
export const queueIndexes = async (db: Db, ledger: Ledger): Promise<void> => {
  const model = await currentModel(db)
  if (!model) return
  for (const kind of kinds)
    if (await isDue(db, model, kind)) await ledger.transaction(trx => addJob(trx, buildIndex, { v: 1, kind }))
}

/** Every half minute, which is how often the schedules are looked at. */
export const vectorSchedules = (ledger: { on(db: Db): Ledger }, vendors: Pick<Vendors, 'embeddings'>): Schedule[] => [
  {
    name: 'vectors.embed',
    everySeconds: 20,
    runBatch: (db, limit) => queueEmbedding(db, ledger.on(db), vendors, limit),
  },
  {
    name: 'vectors.build-indexes',
    everySeconds: 20,
    runBatch: async db => {
      await queueIndexes(db, ledger.on(db))
      return 0
    },
  },
]
