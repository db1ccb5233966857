import { findText, setPositive } from '@mudig/db/reviews/sentiment'
import { analyseReview } from '@mudig/shared/reviews/queues'
import { processorOf } from '../runtime/processor.js'

/** Finds out whether a review speaks well of its film. */
export const analyse = processorOf(analyseReview, {
  vendors: [],
  run: async (of, { complete, findOrComplete }) => {
    const content = await findOrComplete((db, lock) => findText(db, of, { lock }))
    if (content === undefined) return
    await complete(trx => setPositive(trx, of, null))
  },
})
