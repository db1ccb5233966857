import { drop as dropExports } from '@mudig/db/accounts/exports'
import { spendLinks } from '@mudig/db/accounts/mails'
import { isFresh, revokeAll } from '@mudig/db/accounts/sessions'
import { reactivate, withdraw } from '@mudig/db/accounts/withdrawals'
import { addJob } from '@mudig/db/ledger/add'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { cleanName } from '@mudig/shared/accounts/names'
import { stopDigs } from '@mudig/shared/accounts/queues'
import { ApiError } from '@mudig/shared/core/errors'
import type { FastifyRequest } from 'fastify'
import { confirmPassword, requireAccount } from './password.js'
import { requireLink } from './recovery.js'

/** An account without a password proves itself by a sign-in that is not older than this. */
const freshSeconds = 10 * 60

/**
 * Hides the account and everything of it, ends its sessions and stops its digs. Until the period is over it can come
 * back.
 */
export const withdrawAccount = async (request: FastifyRequest, password: string | undefined): Promise<void> => {
  const { db, ledger, revocations, config } = request.server
  const { id, session_id } = request.user
  const { password_hash } = await requireAccount(request)
  if (password_hash !== null) {
    if (password === undefined) throw new ApiError(accountErrors.passwordWrong)
    await confirmPassword(request, password_hash, password)
  } else if (!(await isFresh(db, session_id, freshSeconds))) {
    throw new ApiError(accountErrors.signInAgain)
  }
  const ended = await ledger.transaction(async trx => {
    const left = await withdraw(trx, id, password_hash, config.retentionDays)
    if (!left) throw new ApiError(accountErrors.passwordWrong)
    await spendLinks(trx, left.email)
    await dropExports(trx, id, request.id)
    // By a job: it locks the digs' jobs first, as everybody does, and they may wait for this account's row.
    await addJob(trx, stopDigs, { v: 1, user_id: id }, { subject: `user/${id}`, request_id: request.id })
    return revokeAll(trx, id, 'withdrawal')
  })
  revocations.add(...ended)
}

/**
 * Brings a withdrawn account back by a mailed link, which is spent by a success only: a taken name leaves it good for
 * another try.
 */
export const returnToAccount = async (request: FastifyRequest, wantedName: string | undefined): Promise<void> => {
  const { id, email } = await requireLink(request, 'reactivate')
  const name = wantedName === undefined ? undefined : cleanName(wantedName)
  if (wantedName !== undefined && name === undefined) throw new ApiError(accountErrors.nameNotAllowed)
  await request.server.ledger.transaction(async trx => {
    const user = await reactivate(trx, email, name)
    if (!user || !(await spendLinks(trx, email)).includes(id)) throw new ApiError(accountErrors.linkInvalid)
  })
}
