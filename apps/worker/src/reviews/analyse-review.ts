import { findText, setPositive } from '@mudig/db/reviews/sentiment'
import { analyseReview } from '@mudig/shared/reviews/queues'
import { processorOf } from '../runtime/processor.js'
import { judge, localEngine } from './sentiment-engines.js'

/** Finds out whether a review speaks well of its film. */
export const analyse = processorOf(analyseReview, {
  vendors: ['chat', 'sentimentLimits'],
  run: async (of, context) => {
    const review = await context.findOrComplete((db, lock) => findText(db, of, { lock }))
    if (!review) return
    // What nobody else may read is read by no vendor either.
    const isPositive = await judge(review.content, context, review.is_private ? [localEngine] : undefined)
    await context.complete(trx => setPositive(trx, of, isPositive))
  },
})
