import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { immutableCaching, type StoredObject } from '@mudig/shared/clients/s3/storage'
import { ApiError, RetryableError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { coverOfJpeg, isPictureKey } from '@mudig/shared/objects/keys'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { createJpegs } from './jpegs.js'
import { loadShippedPictures, type ShippedPicture } from './shipped.js'

/** A shipped picture may change with a release, so it is asked for again after a day. */
const shippedCaching = 'public, max-age=86400'

/**
 * One range that begins somewhere. Everything else is answered with the whole, as RFC 9110 14.2 allows; ranges counted
 * from the end are among it, because stores differ in what they make of them.
 */
const singleRange = /^bytes=\d{1,12}-\d{0,12}$/

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
          folder: Type.String({ minLength: 1, maxLength: 20, description: '`karlo`, `profile` or `playlist`' }),
          file: Type.String({ minLength: 1, maxLength: 60, description: 'Such as `basic.png`' }),
        }),
        response: {
          200: picture('The whole picture.'),
          206: picture('The part that `Range` asked for.'),
          304: Type.Null({ description: 'The client has it.' }),
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
      if (!isPictureKey(key)) throw new ApiError(httpErrors.notFound)
      return sendStored(request, reply, key)
    },
  )

  const sendJpeg = async (request: FastifyRequest, reply: FastifyReply, key: string, cover: string) => {
    const forGood = () => reply.header('etag', etagOf(key)).header('cache-control', immutableCaching)
    if (has(request, etagOf(key))) return forGood().code(304).send()
    const jpeg = await jpegs.of(cover)
    if (!jpeg) throw new ApiError(httpErrors.notFound)
    return forGood().type('image/jpeg').send(jpeg)
  }

  const sendStored = async (request: FastifyRequest, reply: FastifyReply, key: string) => {
    const etag = etagOf(key)
    if (has(request, etag)) return reply.code(304).header('etag', etag).header('cache-control', immutableCaching).send()
    const object = await read(key, rangeOf(request, etag))
    if (!object) throw new ApiError(httpErrors.notFound)
    reply
      .code(object.contentRange === undefined ? 200 : 206)
      .type('image/webp')
      .header('etag', etag)
      .header('cache-control', immutableCaching)
      .header('accept-ranges', 'bytes')
      .header('content-length', object.contentLength)
    if (object.contentRange !== undefined) reply.header('content-range', object.contentRange)
    if (request.method !== 'HEAD') return reply.send(object.body)
    object.body.destroy()
    // An empty stream, because Fastify sets the length of an empty body to zero.
    return reply.send(Readable.from([]))
  }

  const read = async (key: string, range: string | undefined): Promise<StoredObject | undefined> => {
    try {
      return await app.storage.get(key, range === undefined ? {} : { range })
    } catch (error) {
      if (error instanceof RangeError) return read(key, undefined)
      if (error instanceof RetryableError)
        throw new ApiError(httpErrors.unavailable, { cause: error, retryAfterSeconds: 2 })
      throw error
    }
  }
}

/**
 * The key itself is the version: whoever has an answer of this key has the only one, and the store need not be asked.
 */
const etagOf = (key: string): string => `"${key.replace('/', '-')}"`

const sendShipped = (request: FastifyRequest, reply: FastifyReply, { body, contentType, etag }: ShippedPicture) => {
  reply.header('etag', etag).header('cache-control', shippedCaching)
  return has(request, etag) ? reply.code(304).send() : reply.type(contentType).send(body)
}

/**
 * Opened by itself a picture is a document of our origin: it may run and load nothing, whatever a browser takes it for.
 */
const harden = (reply: FastifyReply) => {
  reply.header('content-security-policy', "default-src 'none'; sandbox").header('x-content-type-options', 'nosniff')
}

const has = (request: FastifyRequest, etag: string): boolean =>
  (request.headers['if-none-match'] ?? '').split(',').some(one => one.trim().replace(/^W\//, '') === etag)

const rangeOf = (request: FastifyRequest, etag: string): string | undefined => {
  const { range, 'if-range': ifRange } = request.headers
  if (range === undefined || !singleRange.test(range)) return undefined
  return ifRange === undefined || ifRange === etag ? range : undefined
}
