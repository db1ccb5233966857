import { consumeSignupToken, findOwnProfile, insertUser, isSignupToken } from '@mudig/db/accounts'
import { add } from '@mudig/db/jobs'
import { insertPicture } from '@mudig/db/media'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { cleanName, nameKey } from '@mudig/shared/accounts/names'
import { hashPassword, isCommonPassword } from '@mudig/shared/accounts/passwords'
import { emailKey, JoinFields } from '@mudig/shared/accounts/schemas'
import { ApiError } from '@mudig/shared/errors'
import { makeThumbnails } from '@mudig/shared/media/queues'
import { tokenHash } from '@mudig/shared/token-hash'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { isOutage } from '../http/outage.js'
import { type Upload, UploadField } from '../http/uploads.js'
import { removeAgain, storeOwnPicture } from '../own-picture.js'
import { issueTokens, startSession } from './tokens.js'

export const JoinForm = Type.Object({
  ...JoinFields.properties,
  image: Type.Optional(UploadField('JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.')),
})

/**
 * Opens an account. Everything slow (hashing, the picture) comes before the transaction, and everything that can refuse cheaply before
 * that; the transaction alone decides races for a token, a name or an address.
 */
export const join = async (request: FastifyRequest, form: Static<typeof JoinForm> & { image?: Upload }) => {
  const { db, ledger, storage } = request.server
  const email = emailKey(form.email)
  const name = cleanName(form.name)
  if (name === undefined) throw new ApiError(accountErrors.nameNotAllowed)
  if (isCommonPassword(form.password)) throw new ApiError(accountErrors.passwordTooCommon)
  const token = tokenHash(form.signup_token)
  if (!(await isSignupToken(db, token, email))) throw new ApiError(accountErrors.signupTokenInvalid)

  const password_hash = await hashPassword(form.password)
  const picture = form.image && (await storeOwnPicture(storage, form.image.bytes))
  const insert = () =>
    ledger.transaction(async trx => {
      await consumeSignupToken(trx, token, email)
      const user = await insertUser(trx, {
        email,
        name,
        name_key: nameKey(name),
        password_hash,
        about: form.about ?? '',
        genre: form.genre ?? '',
        ...(picture && { image: picture.key }),
      })
      if (picture) {
        const row = await insertPicture(trx, picture)
        await add(
          trx,
          makeThumbnails,
          { v: 1, picture_id: row.id },
          { user_id: user, subject: `picture/${row.id}`, request_id: request.id },
        )
      }
      return { session: await startSession(trx, request, user), profile: await findOwnProfile(trx, user) }
    })

  const { session, profile } = await insert().catch(async error => {
    // Where the connection broke nobody knows whether the commit was done; then the picture may have an owner.
    if (picture && !isOutage(error)) await removeAgain(request, picture.key)
    throw error
  })
  return { message: '회원가입 성공', user: profile!, token: issueTokens(request.server, session) }
}
