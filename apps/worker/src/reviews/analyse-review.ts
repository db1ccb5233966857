import { findText, setPositive } from '@mudig/db/reviews/sentiment'
import { analyseReview } from '@mudig/shared/reviews/queues'
import { processorOf } from '../runtime/processor.js'
import { judge } from './sentiment-engines.js'

/** Finds out whether a review speaks well of its film. */
export const analyse = processorOf(analyseReview, {
  vendors: ['chat', 'sentimentLimits'],
  run: async (of, context) => {
    const content = await context.findOrComplete((db, lock) => findText(db, of, { lock }))
    if (content === undefined) return
    const isPositive = await judge(content, context)
    await context.complete(trx => setPositive(trx, of, isPositive))
  },
})
