import { acceptWaiting } from '@mudig/db/accounts/follow-requests'
import { addJob } from '@mudig/db/ledger/add'
import { acceptFollowers } from '@mudig/shared/accounts/queues'
import { notify } from '@mudig/shared/notifications/queues'
import { processorOf } from '../runtime/processor.js'

/** All of them are locked at once. */
const atOnce = 100

/** Lets in those who wait, the first first, unless the account is private again. */
export const acceptAll = processorOf(acceptFollowers, {
  vendors: [],
  run: async ({ user_id }, { signal, commit, complete }) => {
    let isMore = true
    while (isMore) {
      signal.throwIfAborted()
      await commit(async trx => {
        const accepted = await acceptWaiting(trx, user_id, atOnce)
        isMore = accepted !== undefined
        for (const follower of accepted ?? []) {
          for (const act of ['follow_request', 'follow_acceptance'] as const)
            await addJob(trx, notify, { v: 1, act, follower, followee: user_id }, { subject: `user/${follower}` })
        }
      })
    }
    await complete()
  },
})
