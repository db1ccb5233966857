import { Readable } from 'node:stream'
import type { Servable } from '@mudig/db/objects/serving'
import { immutableCaching, type StoredObject } from '@mudig/shared/clients/s3/storage'
import { ApiError, RetryableError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { rangeOf } from './ranges.js'

/** What a browser shows or plays without running anything in it. The rest is offered as a file to save. */
const harmless = /^(?:image\/(?:webp|png|jpeg|gif|avif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/

/** Sent from here, because another connection and another round trip would cost more than its bytes. */
const smallBytes = 64 * 1024
const pictureSeconds = 900
/** The address in a redirect opens for longer than the redirect may be kept. */
const redirectCaching = (signedSeconds: number) => `private, max-age=${Math.floor(signedSeconds / 3)}`

/** How an object is sent where it is not as pictures are. */
export interface SendOptions {
  /** Default: for good, by everybody. */
  caching?: string
  /** For how long an address of the store itself opens; 0: everything passes through here. */
  signedSeconds?: number
  /** Offered as a file to save under this name. */
  filename?: string
}

/**
 * Sends an object whose key never names anything else, to whoever may have it: whole, in part, or by an address of the
 * store itself.
 * @throws ApiError notFound, or unavailable while the store is away
 */
export const sendObject = async (
  request: FastifyRequest,
  reply: FastifyReply,
  object: Servable,
  { caching = immutableCaching, signedSeconds = pictureSeconds, filename }: SendOptions = {},
) => {
  const { storage } = request.server
  const { key, contentType } = object
  const etag = etagOf(key)
  if (has(request, etag)) return reply.code(304).header('etag', etag).header('cache-control', caching).send()

  const gone = clientGone(reply)
  const bytes = object.bytes ?? (await fromStore(() => storage.size(key, { signal: gone })))
  if (bytes === undefined) return notFound(request, key)
  // RFC 9110 14.2: only GET has ranges.
  const range =
    request.method === 'GET' && isUnchanged(request, etag) ? rangeOf(request.headers.range, bytes) : undefined
  if (range === 'unsatisfiable')
    return reply.code(416).header('content-range', `bytes */${bytes}`).header('cache-control', 'no-store').send()

  const isRedirected = storage.isPublic && signedSeconds > 0 && bytes > smallBytes && harmless.test(contentType)
  if (request.method === 'GET' && isRedirected) {
    const url = await storage.signedUrl(key, { seconds: signedSeconds, contentType, caching })
    if (url !== undefined) return reply.header('cache-control', redirectCaching(signedSeconds)).redirect(url, 302)
  }

  const length = range ? range.last - range.first + 1 : bytes
  const describe = (tag: string) => {
    reply
      .code(range ? 206 : 200)
      .type(contentType)
      .header('etag', tag)
      .header('cache-control', caching)
    reply.header('accept-ranges', 'bytes').header('content-length', length)
    if (range) reply.header('content-range', `bytes ${range.first}-${range.last}/${bytes}`)
    if (filename !== undefined) reply.header('content-disposition', attachment(filename))
    else if (!harmless.test(contentType)) reply.header('content-disposition', 'attachment')
  }
  if (request.method === 'HEAD') {
    const there = await fromStore(() => storage.head(key, { signal: gone }))
    if (!there) return notFound(request, key)
    // What GET ends at has the store's own tag, by which a client resumes there.
    describe(isRedirected ? there.etag : etag)
    // An empty stream, because Fastify sets the length of an empty body to zero.
    return reply.send(Readable.from([]))
  }
  const found = await fromStore(() =>
    storage.get(key, { ...(range && { range: `bytes=${range.first}-${range.last}` }), signal: gone }),
  )
  if (!found) return notFound(request, key)
  checkLength(found, length)
  // A stream for itself takes as long as everything else about so little.
  const small = length <= smallBytes ? await allOf(reply, found.body) : undefined
  describe(etag)
  if (small) return reply.send(small)
  // Fastify destroys it where the client goes away, and reads no faster than the client does.
  return reply.send(found.body)
}

/**
 * A store that makes something else of a range, or has another object than the row says, would write past the end of
 * the answer, into the next one of that connection.
 */
const checkLength = ({ body, contentLength }: StoredObject, wanted: number): void => {
  if (contentLength === wanted) return
  body.destroy()
  const cause = new Error(`the store sends ${contentLength} bytes where ${wanted} were asked for`)
  throw new ApiError(httpErrors.unavailable, { cause, retryAfterSeconds: 2 })
}

/** @throws ApiError unavailable where the store breaks off */
const allOf = async (reply: FastifyReply, body: Readable): Promise<Buffer> => {
  // Also where something else was answered meanwhile, because it took too long.
  reply.raw.once('close', () => body.destroy())
  try {
    return Buffer.concat(await body.toArray())
  } catch (cause) {
    throw new ApiError(httpErrors.unavailable, { cause, retryAfterSeconds: 2 })
  }
}

/**
 * Sends what follows of an object from a byte on, as if that were all of it: with 200 and its exact length.
 * @throws ApiError as `sendObject` does
 */
export const sendTail = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { key, contentType, bytes }: Servable & { bytes: number },
  first: number,
  caching: string,
) => {
  reply
    .type(contentType)
    .header('cache-control', caching)
    .header('content-length', bytes - first)
  if (request.method === 'HEAD') return reply.send(Readable.from([]))
  const range = `bytes=${first}-${bytes - 1}`
  const found = await fromStore(() => request.server.storage.get(key, { range, signal: clientGone(reply) }))
  if (!found) return notFound(request, key)
  checkLength(found, bytes - first)
  return reply.send(found.body)
}

/** A name for whoever knows ASCII alone, and the name itself (RFC 6266, RFC 8187). */
const attachment = (filename: string): string => {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/**
 * Opened by itself what somebody uploaded is a document of our origin: it may run and load nothing, whatever a browser
 * takes it for.
 */
export const harden = (reply: FastifyReply): void => {
  reply.header('content-security-policy', "default-src 'none'; sandbox").header('x-content-type-options', 'nosniff')
}

/**
 * Aborts what is asked of the store for a client that has gone, before there is an answer whose end would do the same.
 */
const clientGone = (reply: FastifyReply): AbortSignal => {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new RetryableError('client_gone', 'the client went away'))
  })
  return gone.signal
}

/** Asks the store. @throws ApiError unavailable while it is away, and where a range lies outside of the object */
export const fromStore = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof RetryableError || error instanceof RangeError)
      throw new ApiError(httpErrors.unavailable, { cause: error, retryAfterSeconds: 2 })
    throw error
  }
}

const notFound = (request: FastifyRequest, key: string): never => {
  request.log.warn({ key }, 'object missing from the store, though a row uses it')
  throw new ApiError(httpErrors.notFound)
}

/**
 * The key itself is the version: whoever has an answer of this key has the only one, and the store need not be asked.
 */
export const etagOf = (key: string): string => `"${key.replace('/', '-')}"`

/** Whether the client has it already (RFC 9110 13.1.2). */
export const has = (request: FastifyRequest, etag: string): boolean =>
  (request.headers['if-none-match'] ?? '').split(',').some(one => {
    const tag = one.trim()
    return tag === '*' || tag.replace(/^W\//, '') === etag
  })

/** A part is of use to whoever has other parts of the same (RFC 9110 13.1.5); dates are none of ours. */
const isUnchanged = ({ headers }: FastifyRequest, etag: string): boolean =>
  headers['if-range'] === undefined || headers['if-range'] === etag
