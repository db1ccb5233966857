import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { beginUpload } from '@mudig/db/objects/uploads'
import { objectErrors } from '@mudig/shared/objects/errors'
import { FormWish, formSeconds, maxUploadBytes, UploadForm, type UploadType } from '@mudig/shared/objects/uploads'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errors } from '../http/declared-errors.js'
import { mayBeEmpty } from '../http/may-be-empty.js'
import { perMinute } from '../http/rate-limits.js'
import { sentBase } from './addresses.js'

const common = {
  tags: ['media'],
  description:
    'A form by which the client sends one picture to the store: all `fields`, then `file`, as multipart to `url`, or to `store_url` where it is given, within two minutes, 10 MB at most. That address + `fields.key` then stands for the picture wherever one is taken, without another request; `url` + `fields.key` shows it to its owner. It is looked at first: until then, and where it is refused, nobody else is shown it; what nothing shows after a day is removed.',
}

const response = { 200: UploadForm, ...errors(objectErrors.tooManyUploads) }

/** The same three as the web client knows them, asked with GET or POST. */
const forms = [
  { url: '/images/presigned/public', name: 'PublicPicture', isPublic: true, summary: 'A form for a picture' },
  {
    url: '/images/presigned/private',
    name: 'PrivatePicture',
    isPublic: false,
    summary: 'A form for a picture that only I get',
  },
] as const

/** Signs forms by which clients send pictures to the store. */
export const formRoutes: FastifyPluginAsyncTypebox = async app => {
  const sign = async (request: FastifyRequest, reply: FastifyReply, type: UploadType, isPublic: boolean) => {
    const expires = Date.now() + formSeconds * 1_000
    const key = await app.ledger.transaction(trx =>
      beginUpload(trx, request.user.id, { type, isPublic }, { perDay: app.config.picturesPerDay }),
    )
    const limits = { seconds: formSeconds, contentType: type, maxBytes: maxUploadBytes }
    const fields = await app.storage.signForm(key, limits)
    return reply.header('cache-control', 'no-store').send({
      url: sentBase(request),
      store_url: app.storage.isPublic ? app.storage.formAddress : null,
      fields: { ...fields, key },
      max_bytes: maxUploadBytes,
      expires_at: new Date(expires),
    })
  }
  const options = {
    config: { ...perMinute(300, { account: 60 }), social: true },
    onRequest: app.requireUser,
  } as const

  for (const { url, name, isPublic, summary } of forms) {
    app.get(
      url,
      {
        ...options,
        config: { ...options.config, changes: true },
        schema: { ...common, operationId: `get${name}Form`, summary, querystring: FormWish, response },
      },
      (request, reply) => sign(request, reply, request.query.content_type, isPublic),
    )
    app.post(
      url,
      {
        ...options,
        preValidation: mayBeEmpty,
        schema: { ...common, operationId: `sign${name}Form`, summary, body: FormWish, response },
      },
      (request, reply) => sign(request, reply, request.body.content_type, isPublic),
    )
  }
  app.post(
    '/posts/presigned',
    {
      ...options,
      preValidation: mayBeEmpty,
      schema: { ...common, operationId: 'signPostPictureForm', summary: forms[0].summary, body: FormWish, response },
    },
    (request, reply) => sign(request, reply, request.body.content_type, true),
  )
}
