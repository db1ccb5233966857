import { settleAct } from '@mudig/db/notifications/notify'
import type { notify as queue } from '@mudig/shared/notifications/queues'
import type { Processor } from '../runtime/processor.js'

/** Tells people of an act, or takes back what was told of one that was undone. */
export const notify: Processor<typeof queue> = (act, { complete }) => complete(trx => settleAct(trx, act))
