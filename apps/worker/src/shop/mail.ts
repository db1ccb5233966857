import { findOrderMail } from '@mudig/db/shop/mails'
import { renderOrderLetter } from '@mudig/shared/shop/letters'
import { mailOrder } from '@mudig/shared/shop/queues'
import { addedOnce, processorOf } from '../runtime/processor.js'

/** Tells a buyer what became of an order or a payment. */
export const mail = processorOf(mailOrder, {
  vendors: ['mailer'],
  run: async ({ mail_id }, { vendors, signal, complete, findOrComplete }) => {
    const found = await findOrComplete(db => findOrderMail(db, mail_id))
    if (!found) return
    const letter = renderOrderLetter(found)
    await vendors.mailer.send({
      to: found.email,
      ...letter,
      messageId: `order-${found.kind}-${found.id}@mudig`,
      signal,
    })
    await complete(addedOnce)
  },
})
