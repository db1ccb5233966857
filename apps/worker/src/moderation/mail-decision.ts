import { findDecisionMail } from '@mudig/db/moderation/mails'
import { renderDecisionLetter } from '@mudig/shared/moderation/letters'
import { mailDecision } from '@mudig/shared/moderation/queues'
import { addedOnce, processorOf } from '../runtime/processor.js'

/** The front end's page where an appeal is written. */
const appealPage = '/appeal'

/** Tells whom a decision is about. Sent and repeated after a crash like the mails about accounts. */
export const mail = processorOf(mailDecision, {
  vendors: ['mailer', 'frontEndUrl'],
  run: async ({ decision_id }, { vendors, signal, complete, findOrComplete }) => {
    const found = await findOrComplete(db => findDecisionMail(db, decision_id))
    if (!found) return
    const letter = renderDecisionLetter({ ...found, appealUrl: `${vendors.frontEndUrl}${appealPage}` })
    if (letter)
      await vendors.mailer.send({
        to: found.email,
        ...letter,
        messageId: `decision-${decision_id}-${found.uuid}@mudig`,
        signal,
      })
    await complete(addedOnce)
  },
})
