import { settleAct } from '@mudig/db/domains'
import { notify as queue } from '@mudig/shared/notifications/queues'
import { processorOf } from '../runtime/processor.js'

/** Tells people of an act, or takes back what was told of one that was undone. */
export const notify = processorOf(queue, {
  vendors: [],
  run: (act, { complete }) => complete(trx => settleAct(trx, act)),
})
