import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { notify } from '@mudig/shared/notifications/queues'
import type { FastifyRequest } from 'fastify'

/** Has somebody told that they are followed, or that no longer. */
export const tellFollow = (trx: Trx, { id: request_id, user }: FastifyRequest, followee: number) =>
  addJob(
    trx,
    notify,
    { v: 1, act: 'follow', follower: user.id, followee },
    { user_id: user.id, subject: `user/${followee}`, request_id },
  )
