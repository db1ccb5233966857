import type { Followed } from '@mudig/db/accounts/follows'
import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { notify } from '@mudig/shared/notifications/queues'
import type { FastifyRequest } from 'fastify'

export interface FollowEnds {
  follower: number
  followee: number
}

const tell = (
  trx: Trx,
  { id: request_id, user }: FastifyRequest,
  act: 'follow' | 'follow_request' | 'follow_acceptance',
  { follower, followee }: FollowEnds,
) =>
  addJob(
    trx,
    notify,
    { v: 1, act, follower, followee },
    { user_id: user.id, subject: `user/${act === 'follow_acceptance' ? follower : followee}`, request_id },
  )

/** Has somebody told that they are followed, or that no longer; or that they are asked. */
export const tellFollow = (trx: Trx, request: FastifyRequest, ends: FollowEnds, led: Followed) =>
  tell(trx, request, led === 'requested' ? 'follow_request' : 'follow', ends)

/** The same where a follow or a wish for one has ended. */
export const tellUnfollow = async (trx: Trx, request: FastifyRequest, ends: FollowEnds): Promise<void> => {
  await tell(trx, request, 'follow', ends)
  await tell(trx, request, 'follow_request', ends)
}

/** Has somebody told that their wish was granted. */
export const tellAcceptance = async (trx: Trx, request: FastifyRequest, ends: FollowEnds): Promise<void> => {
  await tell(trx, request, 'follow_request', ends)
  await tell(trx, request, 'follow_acceptance', ends)
}
