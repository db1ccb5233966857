import { endVoice, findForRewrite } from '@mudig/db/reviews/voices'
import { RetryableError } from '@mudig/shared/core/errors'
import { rewriteReview } from '@mudig/shared/reviews/queues'
import type { Style } from '@mudig/shared/reviews/voices'
import { processorOf } from '../runtime/processor.js'
import { asVoice, instructionsFor, voiceSchema } from './voice.js'

/** Has words put another way by the chat model, while somebody waits. */
export const rewrite = processorOf(rewriteReview, {
  vendors: ['chat'],
  run: async ({ voice_id }, { vendors, signal, requestId, complete, findOrComplete }) => {
    const asked = await findOrComplete((db, lock) => findForRewrite(db, voice_id, { lock }))
    if (!asked) return
    const stream = vendors.chat.streamObject({
      instructions: instructionsFor(asked.style as Style),
      input: asked.content,
      schema: voiceSchema,
      paths: ['$.text'],
      signal,
      requestId,
    })
    let rewritten: string | undefined
    for await (const { value } of stream) rewritten = asVoice(value)
    if (rewritten === undefined) throw new RetryableError('voice_too_short', 'the answer is no paragraph')
    const text = rewritten
    await complete(trx => endVoice(trx, voice_id, { rewritten: text }))
  },
  failed: (trx, { voice_id }, { code }) => endVoice(trx, voice_id, { error_code: code }),
})
