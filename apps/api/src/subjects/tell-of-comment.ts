import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { notify } from '@mudig/shared/notifications/queues'
import type { FastifyRequest } from 'fastify'

/** Has those told whom a comment concerns, or that it is gone. */
export const tellOfComment = (trx: Trx, { id: request_id, user }: FastifyRequest, comment_id: number) =>
  addJob(
    trx,
    notify,
    { v: 1, act: 'comment', comment_id },
    { user_id: user.id, subject: `comment/${comment_id}`, request_id },
  )
