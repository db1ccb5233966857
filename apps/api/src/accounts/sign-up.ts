import { askForSignUp, consumeSignUp, findSignUp } from '@mudig/db/accounts/sign-ups'
import type { SignUpConfirmation, SignUpRequest } from '@mudig/shared/accounts/client-schemas'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { refuseWhileBusy } from '@mudig/shared/accounts/hashing'
import { cleanName, drawName } from '@mudig/shared/accounts/names'
import { hashPassword, isCommonPassword, verifyPassword } from '@mudig/shared/accounts/passwords'
import { emailKey } from '@mudig/shared/accounts/schemas'
import { wholeNumber } from '@mudig/shared/core/decimal'
import { ApiError } from '@mudig/shared/core/errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { cleanText } from '@mudig/shared/core/text'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { checkName } from './check-name.js'
import { join } from './join.js'
import { openAccount } from './open-account.js'
import { limitMails, requireLink } from './recovery.js'

/** Opens an account for an address that a code has confirmed; else has a mail sent that does, and says no more. */
export const signUp = async (request: FastifyRequest, form: Static<typeof SignUpRequest>) => {
  const { signup_token } = form
  if (signup_token !== undefined)
    return signedUp(await join(request, { ...form, ...aboutOf(form), name: form.name ?? drawName(), signup_token }))
  await askToConfirm(request, form)
  return { message: 'VERIFY_EMAIL' as const }
}

const signedUp = ({ user, token }: Awaited<ReturnType<typeof openAccount>>) => ({
  token: token.access,
  refresh: token.refresh,
  user,
})

/** The answer and its work are the same for every address: what is mailed is for the job to decide. */
const askToConfirm = async (request: FastifyRequest, form: Static<typeof SignUpRequest>): Promise<void> => {
  const { db, ledger } = request.server
  const { email: given, password, name: wanted } = form
  refuseWhileBusy()
  const email = emailKey(given)
  if (isCommonPassword(password)) throw new ApiError(accountErrors.passwordTooCommon)
  if (wanted !== undefined) await checkName(db, wanted)
  await limitMails(request, 'signup', email)
  const name = wanted === undefined ? null : cleanName(wanted)!
  const password_hash = await hashPassword(password)
  const language = preferredLanguage(request.headers['accept-language'])
  const asked = { email, name, password_hash, language, ...aboutOf(form), request_id: request.id }
  await ledger.transaction(trx => askForSignUp(trx, asked))
}

const oldest = 150
const mostGenderLetters = 30

/** Nobody has to say either, and these clients send empty text for it: what is no answer is none, and no fault. */
const aboutOf = ({ age, gender }: Static<typeof SignUpRequest>): { age: number | null; gender: string | null } => {
  const years = typeof age === 'string' ? wholeNumber(age.trim()) : age
  const said = cleanText([...(gender ?? '')].slice(0, mostGenderLetters).join(''), 'name')
  return {
    age: typeof years === 'number' && Number.isInteger(years) && years >= 1 && years <= oldest ? years : null,
    gender: said === undefined || said === '' ? null : said,
  }
}

/**
 * Opens the account that a mailed link is for, and signs in. It takes the password of the sign-up as well: else whoever
 * signs up with somebody else's address would know the password of the account that its owner opens. A wrong password
 * or a name that is taken leaves the link good.
 */
export const confirmSignUp = async (
  request: FastifyRequest,
  { password, name: wanted }: Static<typeof SignUpConfirmation>,
  token?: string,
) => {
  const { id, email } = await requireLink(request, 'confirm', token)
  const asked = await findSignUp(request.server.db, id)
  if (!asked) throw new ApiError(accountErrors.linkInvalid)
  refuseWhileBusy()
  if (!(await verifyPassword(asked.password_hash, password))) throw new ApiError(accountErrors.passwordWrong)
  const name = wanted === undefined ? (asked.name ?? drawName()) : cleanName(wanted)
  if (name === undefined) throw new ApiError(accountErrors.nameNotAllowed)
  const { password_hash, age, gender } = asked
  return signedUp(
    await openAccount(request, { email, name, password_hash, age, gender }, { consume: trx => consumeSignUp(trx, id) }),
  )
}
