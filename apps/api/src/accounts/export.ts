import { Readable } from 'node:stream'
import * as exports from '@mudig/db/accounts/exports'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { isExportToken } from '@mudig/shared/accounts/exports'
import type { StoredObject } from '@mudig/shared/clients/s3/storage'
import { ApiError, RetryableError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { tokenHash } from '@mudig/shared/core/token-hash'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { beginLongAnswer } from '../realtime/long-answers.js'

/** Asks for a copy. No password is asked for: the link goes to the address of the account alone. */
export const requestExport = (request: FastifyRequest) =>
  request.server.ledger.transaction(trx =>
    exports.request(trx, {
      user_id: request.user.id,
      language: preferredLanguage(request.headers['accept-language']),
      request_id: request.id,
    }),
  )

/** Streams the copy that a mailed link opens. @throws ApiError exportLinkInvalid, whatever is wrong with the link */
export const sendExport = async (request: FastifyRequest, reply: FastifyReply, token: string) => {
  const copy = isExportToken(token) ? await exports.findByToken(request.server.db, tokenHash(token)) : undefined
  if (!copy) throw new ApiError(accountErrors.exportLinkInvalid)
  const end = beginLongAnswer(copy.user_id)
  if (!end) throw new ApiError(httpErrors.rateLimited, { retryAfterSeconds: 10 })
  reply.raw.once('close', end)
  const object = await read(request, copy.object_key)
  if (!object) throw new ApiError(accountErrors.exportLinkInvalid)
  reply
    .type('application/zip')
    .header('content-length', object.contentLength)
    .header('content-disposition', `attachment; filename="mudig-${copy.finished_at.toISOString().slice(0, 10)}.zip"`)
    // The address is a secret, and what it opens is private: neither is kept, passed on, found or shown inside another
    // page.
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('content-security-policy', "default-src 'none'; sandbox")
  if (request.method !== 'HEAD') return reply.send(object.body)
  object.body.destroy()
  // An empty stream, because Fastify sets the length of an empty body to zero.
  return reply.send(Readable.from([]))
}

const read = async ({ server }: FastifyRequest, key: string): Promise<StoredObject | undefined> => {
  try {
    return await server.storage.get(key)
  } catch (error) {
    if (error instanceof RetryableError)
      throw new ApiError(httpErrors.unavailable, { cause: error, retryAfterSeconds: 2 })
    throw error
  }
}
