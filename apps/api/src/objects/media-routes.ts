import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findPublic } from '@mudig/db/objects/serving'
import { immutableCaching } from '@mudig/shared/clients/s3/storage'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { coverOfJpeg, rowOfKey } from '@mudig/shared/objects/keys'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { createJpegs } from './jpegs.js'
import { etagOf, harden, has, sendObject } from './send.js'
import { loadShippedPictures, type ShippedPicture } from './shipped.js'

/** A shipped picture may change with a release, so it is asked for again after a day. */
const shippedCaching = 'public, max-age=86400'

/**
 * What people sent may be deleted, hidden, or its owner suspended: whoever asks us is told so at once, so no cache between
 * may answer, and a browser not for long.
 */
const peoplesCaching = 'private, max-age=300'
const cachingOf = (key: string) => (key.startsWith('karlo/') ? immutableCaching : peoplesCaching)

const picture = (description: string) => ({
  description,
  content: {
    'image/webp': { schema: Type.String({ format: 'binary' }) },
    'image/jpeg': { schema: Type.String({ format: 'binary' }) },
    'image/png': { schema: Type.String({ format: 'binary' }) },
  },
})

/** Pictures by their storage keys, without a token: a key is a secret of 128 bits where it is not shipped with us. */
export const mediaRoutes: FastifyPluginAsyncTypebox = async app => {
  const shipped = await loadShippedPictures()
  const jpegs = createJpegs(app.storage)

  app.get(
    '/media/:folder/:file',
    {
      schema: {
        tags: ['media'],
        operationId: 'getMedia',
        summary: 'A picture',
        description:
          'By its key, as `thumbnail`, `image` and `thumbnails` have it. What a key names never changes. A cover is to be had as JPEG too, with `.jpg` for `.webp`. Answers `Range` and `If-None-Match`.',
        params: Type.Object({
          folder: Type.String({ minLength: 1, maxLength: 20, description: 'Such as `karlo`, `profile`, `picture`' }),
          file: Type.String({ minLength: 1, maxLength: 60, description: 'Such as `basic.png`' }),
        }),
        response: {
          200: picture('The whole picture.'),
          206: picture('The part that `Range` asked for.'),
          302: Type.Null({
            description: 'Where clients reach the store: to an address of it that opens for some minutes.',
          }),
          304: Type.Null({ description: 'The client has it.' }),
          416: Type.Null({
            description: 'The part that `Range` asked for lies outside of it; `Content-Range` has its length.',
          }),
          ...errors(httpErrors.notFound),
        },
      },
    },
    async (request, reply) => {
      const key = `${request.params.folder}/${request.params.file}`
      harden(reply)
      const own = shipped.get(key)
      if (own) return sendShipped(request, reply, own)
      const cover = coverOfJpeg(key)
      if (cover !== undefined) return sendJpeg(request, reply, key, cover)
      const object = await publicObject(key)
      if (!object) throw new ApiError(httpErrors.notFound)
      return sendObject(request, reply, object, { caching: cachingOf(key) })
    },
  )

  const publicObject = async (key: string) => {
    const row = rowOfKey(key)
    return row && (await findPublic(app.db, key, row))
  }

  const sendJpeg = async (request: FastifyRequest, reply: FastifyReply, key: string, cover: string) => {
    const described = () => reply.header('etag', etagOf(key)).header('cache-control', cachingOf(key))
    if (!(await publicObject(cover))) throw new ApiError(httpErrors.notFound)
    // RFC 9110 13.1.2: `*` is true of what is there alone.
    if (has(request, etagOf(key))) return described().code(304).send()
    const jpeg = await jpegs.of(cover)
    if (!jpeg) throw new ApiError(httpErrors.notFound)
    return described().type('image/jpeg').send(jpeg)
  }
}

const sendShipped = (request: FastifyRequest, reply: FastifyReply, { body, contentType, etag }: ShippedPicture) => {
  reply.header('etag', etag).header('cache-control', shippedCaching)
  return has(request, etag) ? reply.code(304).send() : reply.type(contentType).send(body)
}
