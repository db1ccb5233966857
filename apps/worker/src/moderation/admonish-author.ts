import { admonish } from '@mudig/db/moderation/admonish'
import { admonishAuthor } from '@mudig/shared/moderation/queues'
import { processorOf } from '../runtime/processor.js'

/** Suspends whoever has had enough removed. Not in the transaction of a report, which holds other people's rows. */
export const admonishOne = processorOf(admonishAuthor, {
  vendors: [],
  run: ({ person, suspension_days }, { complete, requestId }) =>
    complete(trx => admonish(trx, person, suspension_days, requestId)),
})
