import { consumeSignupToken, isSignupToken } from '@mudig/db/accounts/accounts'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { cleanName } from '@mudig/shared/accounts/names'
import { hashPassword, isCommonPassword } from '@mudig/shared/accounts/passwords'
import { emailKey, JoinFields } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/core/errors'
import { tokenHash } from '@mudig/shared/core/token-hash'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Upload, UploadField } from '../http/uploads.js'
import { type Newcomer, openAccount } from './open-account.js'

export const JoinForm = Type.Object(
  {
    ...JoinFields.properties,
    image: Type.Optional(UploadField('JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.')),
  },
  { title: 'JoinForm' },
)

/**
 * Opens an account. Everything slow (hashing, the picture) comes before the transaction, and what can refuse cheaply
 * before that.
 */
export const join = async (
  request: FastifyRequest,
  form: Static<typeof JoinForm> & { image?: Upload } & Pick<Newcomer, 'age' | 'gender'>,
) => {
  const email = emailKey(form.email)
  const name = cleanName(form.name)
  if (name === undefined) throw new ApiError(accountErrors.nameNotAllowed)
  if (isCommonPassword(form.password)) throw new ApiError(accountErrors.passwordTooCommon)
  const token = tokenHash(form.signup_token)
  if (!(await isSignupToken(request.server.db, token, email))) throw new ApiError(accountErrors.signupTokenInvalid)
  const password_hash = await hashPassword(form.password)
  return openAccount(
    request,
    { ...form, email, name, password_hash },
    { consume: trx => consumeSignupToken(trx, token, email) },
  )
}
