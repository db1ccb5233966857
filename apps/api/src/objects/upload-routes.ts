import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findOwnPicture } from '@mudig/db/objects/serving'
import { completeUpload, findUpload, removeUpload, type Upload } from '@mudig/db/objects/uploads'
import { ApiError } from '@mudig/shared/core/errors'
import { objectErrors } from '@mudig/shared/objects/errors'
import { ByUploadKey, PictureUpload, uploadKeyOf } from '@mudig/shared/objects/uploads'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { mediaBase } from '../http/media-addresses.js'
import { perMinute } from '../http/rate-limits.js'
import { harden, sendObject } from './send.js'

const tags = ['media']
const place = '/images/uploads/:key'

/** What has become of a picture that was sent by a form. */
export const uploadRoutes: FastifyPluginAsyncTypebox = async app => {
  const toUpload = (request: FastifyRequest, { picture, ...upload }: Upload) => {
    const { key, state, is_public, is_attached } = upload
    const media = mediaBase(request)
    const own = new URL(`../images/uploads/${encodeURIComponent(key)}/picture`, media).href
    const address = is_public && is_attached ? `${media}${picture}` : own
    return { ...upload, picture: state === 'ready' ? address : null }
  }

  app.post(
    `${place}/complete`,
    {
      config: { ...perMinute(300, { account: 60 }), social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'completePictureUpload',
        summary: 'Have an upload looked at',
        description:
          'For clients that want to know before they use it; whatever uses an upload has it looked at by itself. A repeat changes nothing.',
        params: ByUploadKey,
        response: { 202: PictureUpload, ...errors(objectErrors.uploadNotFound) },
      },
    },
    async (request, reply) => {
      const key = uploadKeyOf(request.params.key)
      const { id } = request.user
      const upload = await app.ledger.transaction(async trx => {
        await completeUpload(trx, id, key, { request_id: request.id })
        return findUpload(trx, id, key)
      })
      return reply.code(202).send(toUpload(request, upload))
    },
  )

  app.get(
    place,
    {
      config: { ...perMinute(600, { account: 120 }), social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getPictureUpload',
        summary: 'What has become of an upload',
        params: ByUploadKey,
        response: { 200: PictureUpload, ...errors(objectErrors.uploadNotFound) },
      },
    },
    async request => toUpload(request, await findUpload(app.db, request.user.id, uploadKeyOf(request.params.key))),
  )

  app.delete(
    place,
    {
      config: { ...perMinute(300, { account: 60 }), social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'removePictureUpload',
        summary: 'Remove an upload',
        description: 'One that nothing shows. What is shown is taken out where it is shown, and is removed by that.',
        params: ByUploadKey,
        response: {
          204: Type.Null({ description: 'Done.' }),
          ...errors(objectErrors.uploadNotFound, objectErrors.uploadAttached),
        },
      },
    },
    async (request, reply) => {
      const key = uploadKeyOf(request.params.key)
      await app.ledger.transaction(trx => removeUpload(trx, request.user.id, key))
      return reply.code(204).send(null)
    },
  )

  app.get(
    `${place}/picture`,
    {
      config: { ...perMinute(600, { account: 240 }), social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getOwnPicture',
        summary: 'A picture of my own',
        description:
          'Once it was looked at, also what is private or shown by nothing. Answers `Range` and `If-None-Match`.',
        params: ByUploadKey,
        response: {
          200: { content: { 'image/webp': { schema: Type.String({ format: 'binary' }) } }, description: 'All of it.' },
          206: { content: { 'image/webp': { schema: Type.String({ format: 'binary' }) } }, description: 'A part.' },
          304: Type.Null({ description: 'The client has it.' }),
          416: Type.Null({ description: 'The part that `Range` asked for lies outside of it.' }),
          ...errors(objectErrors.uploadNotFound),
        },
      },
    },
    async (request, reply) => {
      const picture = await findOwnPicture(app.db, request.user.id, uploadKeyOf(request.params.key))
      if (!picture) throw new ApiError(objectErrors.uploadNotFound)
      harden(reply)
      return sendObject(request, reply, picture, { caching: 'private, no-store', signedSeconds: 0 })
    },
  )
}
