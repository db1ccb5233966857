import { endQuestion, findQuestion, questionKind } from '@mudig/db/vectors/questions'
import { findVectors, putVectors } from '@mudig/db/vectors/texts'
import { embedQuestion } from '@mudig/shared/vectors/queues'
import { processorOf } from '../runtime/processor.js'
import { modelOf, payFor } from './embed.js'

/** The vector of what somebody searches for; where it cannot be had in time the search does without. */
export const question = processorOf(embedQuestion, {
  vendors: ['embeddings', 'embeddingLimits'],
  run: async ({ question_id }, context) => {
    const model = await modelOf(context)
    const asked = await context.findOrComplete((db, lock) => findQuestion(db, model, question_id, { lock }))
    if (!asked) return
    const { id, hash, words } = asked
    const found = (await findVectors(context.db, model, [hash])).get(hash.toString('hex'))
    const vectors = found ? [{ hash, vector: found }] : (await payFor(context, model, [{ hash, text: words }])).vectors
    await context.complete(async trx => {
      await putVectors(
        trx,
        model,
        vectors.map(vector => ({ ...vector, kind: questionKind })),
      )
      await endQuestion(trx, id)
    })
  },
  failed: (trx, { question_id }) => endQuestion(trx, question_id),
})
