import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findOwnPicture } from '@mudig/db/objects/serving'
import { findUpload } from '@mudig/db/objects/uploads'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { objectErrors } from '@mudig/shared/objects/errors'
import { ByUploadFile, formSeconds, maxUploadBytes, typeOfUpload, uploadKeyOf } from '@mudig/shared/objects/uploads'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { formsAtOnce } from '../http/forms-at-once.js'
import { perMinute } from '../http/rate-limits.js'
import { fromStore, harden, sendObject } from './send.js'

const tags = ['media']

/** The picture, and as much again as its fields and boundaries can need. */
const maxFormBytes = maxUploadBytes + 64 * 1024

const picture = Type.String({ format: 'binary' })
const anyPicture = (description: string) => ({
  description,
  content: Object.fromEntries(
    ['image/webp', 'image/jpeg', 'image/png', 'image/avif', 'image/gif'].map(type => [type, { schema: picture }]),
  ),
})

/**
 * The address that the web client knows of a picture that it sends: it posts the form there, and shows what stands there
 * before anything was made of it. The store could do the first alone, as nobody may read there.
 */
export const sentRoutes: FastifyPluginAsyncTypebox = async app => {
  const begin = formsAtOnce({ perNetwork: 16, inAll: 200 })

  app.post(
    '/images/sent',
    {
      config: { ...perMinute(300), readsForm: true, social: true },
      schema: {
        tags,
        operationId: 'sendPictureForm',
        summary: 'Send a picture by its form',
        description:
          'As `multipart/form-data`: all `fields` of a form that was signed, then `file`. It goes to the store as it comes, and the store refuses what was not signed. Nobody need be signed in, as the form is.',
        response: {
          204: Type.Null({ description: 'The store has it.' }),
          ...errors(
            objectErrors.formInvalid,
            objectErrors.formRefused,
            httpErrors.bodyTooLarge,
            httpErrors.unsupportedMediaType,
            httpErrors.unavailable,
          ),
        },
      },
    },
    async (request, reply) => {
      const { headers, raw } = request
      if (!request.isMultipart()) throw new ApiError(httpErrors.unsupportedMediaType)
      const bytes = Number(headers['content-length'])
      // Where it is not said how long it is the store would not take it either.
      if (!Number.isInteger(bytes)) throw new ApiError(objectErrors.formInvalid)
      if (bytes > maxFormBytes) throw new ApiError(httpErrors.bodyTooLarge)
      begin(request, reply)
      request.takesLong = true
      request.arrivesSlowly = true
      const signal = AbortSignal.timeout(formSeconds * 1_000)
      const form = { body: raw, contentType: headers['content-type']!, bytes, signal }
      const status = await fromStore(() => app.storage.sendForm(form)).catch(error => {
        // What comes later the store would refuse.
        throw signal.aborted ? new ApiError(objectErrors.formRefused) : error
      })
      if (status === 403) throw new ApiError(objectErrors.formRefused)
      if (status >= 300) throw new ApiError(objectErrors.formInvalid)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/images/sent/upload/:file',
    {
      config: { ...perMinute(600, { account: 240 }), social: true },
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getSentPicture',
        summary: 'A picture that I sent',
        description:
          '`url` + `fields.key` of its form, for whoever sent it: as it was sent, and once it was looked at what became of it.',
        params: ByUploadFile,
        response: {
          200: anyPicture('All of it.'),
          206: anyPicture('A part.'),
          304: Type.Null({ description: 'The client has it.' }),
          416: Type.Null({ description: 'The part that `Range` asked for lies outside of it.' }),
          ...errors(objectErrors.uploadNotFound),
        },
      },
    },
    async (request, reply) => {
      const key = uploadKeyOf(request.params.file)
      const found = (await findOwnPicture(app.db, request.user.id, key)) ?? (await unseen(request.user.id, key))
      harden(reply)
      return sendObject(request, reply, found, { caching: 'private, no-store', signedSeconds: 0 })
    },
  )

  /** What was sent and not looked at yet. @throws ApiError uploadNotFound */
  const unseen = async (owner: number, key: string) => {
    const { state } = await findUpload(app.db, owner, key)
    const contentType = typeOfUpload(key)
    const bytes = state === 'refused' ? undefined : await fromStore(() => app.storage.size(key))
    if (bytes === undefined || contentType === undefined) throw new ApiError(objectErrors.uploadNotFound)
    return { key, contentType, bytes }
  }
}
