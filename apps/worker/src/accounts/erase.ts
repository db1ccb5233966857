import { erase } from '@mudig/db/accounts/withdrawals'
import { addJob } from '@mudig/db/ledger/add'
import type { eraseAccount } from '@mudig/shared/accounts/queues'
import { isOriginalKey } from '@mudig/shared/objects/keys'
import { removePictures } from '@mudig/shared/objects/queues'
import type { Processor } from '../runtime/processor.js'

const keysPerJob = 200

/**
 * Erases one account in Postgres, and by jobs of the same transaction its pictures in the store. Redis needs no visit:
 * it holds nothing under a person's name, only ids of jobs and counts by network that live for a minute.
 */
export const eraseOne: Processor<typeof eraseAccount> = ({ user_id }, { complete, requestId }) =>
  complete(async trx => {
    const keys = (await erase(trx, user_id))?.filter(isOriginalKey) ?? []
    for (let from = 0; from < keys.length; from += keysPerJob)
      await addJob(trx, removePictures, { v: 1, keys: keys.slice(from, from + keysPerJob) }, { request_id: requestId })
  })
