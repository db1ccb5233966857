import { findForLogin, insertUser } from '@mudig/db/accounts/accounts'
import { findActivation, useActivation } from '@mudig/db/accounts/activations'
import { askForMail } from '@mudig/db/accounts/mails'
import { askForSignUp, consumeSignUp, findSignUp, findWaitingSignUp, type SignUp } from '@mudig/db/accounts/sign-ups'
import { reactivate } from '@mudig/db/accounts/withdrawals'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { refuseWhileBusy } from '@mudig/shared/accounts/hashing'
import { isLinkSignature, readActivation } from '@mudig/shared/accounts/links'
import { drawName, nameKey } from '@mudig/shared/accounts/names'
import { hashPassword, isCommonPassword } from '@mudig/shared/accounts/passwords'
import { emailKey } from '@mudig/shared/accounts/schemas'
import type { ScreenRegistration } from '@mudig/shared/accounts/screen-schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { checkName } from './check-name.js'
import { limitMails } from './recovery.js'
import { samePassword } from './same-password.js'
import { aboutOf, nicknameOf, shownAbout } from './screen-about.js'

/** The answer and its work are the same for every address: what is mailed is for the job to decide. */
export const signUpByMail = async (request: FastifyRequest, form: Static<typeof ScreenRegistration>) => {
  const { db, ledger } = request.server
  refuseWhileBusy()
  const password = samePassword(form.password, form.confirm_password, 'confirm_password')
  const email = emailKey(form.email)
  const name = nicknameOf(form.nickname)
  const { gender = null, age = null, about = '' } = aboutOf(form)
  if (isCommonPassword(password)) throw new ApiError(accountErrors.passwordTooCommon)
  await checkName(db, name)
  await limitMails(request, 'activation', email)
  const password_hash = await hashPassword(password)
  const asked = { email, name, password_hash, age, gender, about }
  await ledger.transaction(trx => askForSignUp(trx, { ...asked, ...askedBy(request), kind: 'activation' }))
  return { email, ...shownAbout({ nickname: name, gender, age, bio: about }) }
}

const askedBy = (request: FastifyRequest) => ({
  language: preferredLanguage(request.headers['accept-language']),
  request_id: request.id,
})

/**
 * For a sign-in: whoever has not opened their account yet, or has left, is mailed the link once more and told so. Only
 * who knows the password gets here.
 */
export const inactive = {
  find: findWaitingSignUp,
  refuse: async (request: FastifyRequest, email: string, waiting: SignUp | undefined): Promise<never> => {
    try {
      await limitMails(request, 'activation', email)
      await request.server.ledger.transaction(async trx => {
        const mail = { email, ...askedBy(request), kind: 'activation' } as const
        await (waiting ? askForSignUp(trx, { ...waiting, ...mail }) : askForMail(trx, mail))
      })
    } catch (error) {
      // Enough such mails are on their way.
      if (!(error instanceof ApiError)) throw error
    }
    throw new ApiError(accountErrors.notActivated)
  },
}

/**
 * Opens the account that a mailed link is for, or brings it back. While the account is there the link does nothing
 * more, so that it may be followed by whoever looks at mails before they are read. A name that somebody else has by now
 * is replaced by a drawn one: there is no page to choose another one on.
 *
 * @param changes false where the link is only looked at
 * @returns whether the account is there now
 * @throws ApiError activationInvalid
 */
export const activate = async (
  { server }: FastifyRequest,
  { uidb64, token }: { uidb64: string; token: string },
  changes: boolean,
): Promise<boolean> => {
  const { db, ledger, config } = server
  const given = readActivation(uidb64, token)
  const row = given && (await findActivation(db, given.id))
  if (!row || !isLinkSignature(config.otpSecret, row, 'activate', given.mac))
    throw new ApiError(accountErrors.activationInvalid)
  const { id, email } = row
  const account = await findForLogin(db, email)
  if (account?.is_active) return true
  const asked = await findSignUp(db, id)
  // Nor does a sign-up bring back who has left, whoever sent it.
  if (Boolean(account) === Boolean(asked)) throw new ApiError(accountErrors.activationInvalid)
  if (!changes) return false

  const open = (drawn?: string) =>
    ledger.transaction(async trx => {
      if (!asked) {
        const back = await reactivate(trx, email, drawn)
        if (!back || !(await useActivation(trx, id))) throw new ApiError(accountErrors.activationInvalid)
        return
      }
      await consumeSignUp(trx, id, 'activation')
      const name = drawn ?? asked.name ?? drawName()
      const { password_hash, age, gender, about } = asked
      await insertUser(trx, {
        email,
        name,
        name_key: nameKey(name),
        password_hash,
        about: about ?? '',
        genre: '',
        age,
        gender,
      })
    })
  try {
    await open().catch(error => {
      if (isDeclared(error, accountErrors.nameTaken)) return open(drawName())
      throw error
    })
  } catch (error) {
    // The same link, or another one of this address, was faster.
    if (error instanceof ApiError && (await findForLogin(db, email))?.is_active) return true
    if (isDeclared(error, accountErrors.linkInvalid)) throw new ApiError(accountErrors.activationInvalid)
    throw error
  }
  return true
}

const isDeclared = (error: unknown, declaration: ApiError['declaration']): error is ApiError =>
  error instanceof ApiError && error.declaration === declaration
