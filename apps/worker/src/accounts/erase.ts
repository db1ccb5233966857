import { discard } from '@mudig/db/objects/lifecycle'
import { erase } from '@mudig/db/personal-data'
import { eraseAccount } from '@mudig/shared/accounts/queues'
import { isObjectKey } from '@mudig/shared/objects/keys'
import { processorOf } from '../runtime/processor.js'

/**
 * Erases one account in Postgres, and by jobs of the same transaction its objects in the store. Redis needs no visit:
 * it holds nothing under a person's name, only ids of jobs and counts by network that live for a minute.
 */
export const eraseOne = processorOf(eraseAccount, {
  vendors: [],
  run: ({ user_id }, { complete, requestId }) =>
    complete(async trx => {
      const keys = (await erase(trx, user_id))?.filter(isObjectKey) ?? []
      await discard(trx, keys, { request_id: requestId })
    }),
})
