import { findOwnProfile, insertUser } from '@mudig/db/accounts/accounts'
import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import { insertPicture } from '@mudig/db/objects/pictures'
import { nameKey } from '@mudig/shared/accounts/names'
import { makeThumbnails } from '@mudig/shared/objects/queues'
import type { FastifyRequest } from 'fastify'
import type { Upload } from '../http/uploads.js'
import { showOwnPicture } from '../objects/own-picture.js'
import { issueTokens, startSession } from './tokens.js'

export interface Newcomer {
  email: string
  /** As `cleanName` made it. */
  name: string
  password_hash: string | null
  about?: string | undefined
  genre?: string | undefined
  image?: Upload | undefined
  /** Private. */
  age?: number | null
  gender?: string | null
}

/**
 * What else belongs into the transaction: the rights that it consumes, before the user is inserted, and what the user
 * then has.
 */
export interface Claim {
  consume: (trx: Trx) => Promise<void>
  settle?: (trx: Trx, userId: number) => Promise<void>
}

/**
 * Inserts a user and signs them in. The transaction alone decides races for a token, a name, an address or an identity.
 */
export const openAccount = async (request: FastifyRequest, newcomer: Newcomer, { consume, settle }: Claim) => {
  const { ledger } = request.server
  const { email, name, password_hash, about = '', genre = '', image, age = null, gender = null } = newcomer
  const { session, profile } = await showOwnPicture(request, { image }, picture =>
    ledger.transaction(async trx => {
      await consume(trx)
      const user = await insertUser(trx, {
        email,
        name,
        name_key: nameKey(name),
        password_hash,
        about,
        genre,
        age,
        gender,
        ...(picture && { image: picture.key }),
      })
      await settle?.(trx, user)
      if (picture) {
        const row = await insertPicture(trx, { ...picture, owner: user, subject: `user/${user}` })
        await addJob(
          trx,
          makeThumbnails,
          { v: 1, picture_id: row.id },
          { user_id: user, subject: `picture/${row.id}`, request_id: request.id },
        )
      }
      return { session: await startSession(trx, request, user), profile: await findOwnProfile(trx, user) }
    }),
  )
  return { message: '회원가입 성공', user: profile!, token: issueTokens(request.server, session) }
}
