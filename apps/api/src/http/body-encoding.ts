import { isUtf8 } from 'node:buffer'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'

const charsetParameter = /;\s*charset\s*=\s*"?([^\s";]*)"?/i
/** US-ASCII is the beginning of UTF-8. */
const utf8Names = new Set(['utf-8', 'utf8', 'us-ascii'])

/** Whether a Content-Type names no charset, or one that is read as it is. */
export const isUtf8Charset = (contentType = ''): boolean => {
  const charset = charsetParameter.exec(contentType)?.[1]?.toLowerCase()
  return charset === undefined || utf8Names.has(charset)
}

/** Whether a Content-Encoding says that the bytes are not the text itself. */
export const isCodedBody = (contentEncoding = ''): boolean =>
  contentEncoding.split(',').some(coding => !['', 'identity'].includes(coding.trim().toLowerCase()))

/** Whether a request brings a body, by what it says. */
export const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined ||
  (headers['content-length'] !== undefined && headers['content-length'] !== '0')

/**
 * The text of a body, which is UTF-8 whatever its sender thinks: anything else would be stored as U+FFFD and be lost. A
 * byte order mark is no part of it (RFC 8259, 8.1).
 *
 * @throws ApiError malformedBody
 */
export const readUtf8 = (bytes: Buffer): string => {
  if (!isUtf8(bytes)) throw new ApiError(httpErrors.malformedBody)
  const text = bytes.toString('utf8')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/**
 * Whether everything that is percent-encoded in an address or a form is UTF-8, and nothing else stands there that an
 * address cannot hold.
 */
export const isDecodable = (encoded: string): boolean => {
  // Bytes that were not encoded arrive as Latin-1, so what they meant would be misread.
  if (/[^\x20-\x7e]/.test(encoded)) return false
  try {
    decodeURIComponent(encoded)
    return true
  } catch {
    return false
  }
}

/**
 * What is said about a body is heeded or refused, never ignored; what is no UTF-8 is refused before anything of it is
 * used.
 */
export const bodyEncoding = plugin(async app => {
  app.addHook('onRequest', async (request, reply) => {
    const { headers, routeOptions, raw } = request
    if (hasBody(request)) {
      if (isCodedBody(headers['content-encoding'])) {
        // RFC 9110, 12.5.3: what would be taken instead.
        reply.header('accept-encoding', 'identity')
        throw new ApiError(httpErrors.unsupportedMediaType)
      }
      // RFC 9110, 14.5: a part of something is not the thing.
      if (headers['content-range'] !== undefined) throw new ApiError(httpErrors.malformedBody)
      if (!isUtf8Charset(headers['content-type'])) throw new ApiError(httpErrors.unsupportedMediaType)
    }
    const query = raw.url?.split('?').slice(1).join('?') ?? ''
    if (routeOptions.schema?.querystring !== undefined && !isDecodable(query)) {
      const fault = { rule: 'x-encoding', ko: 'UTF-8로 인코딩해야 합니다.', en: 'must be percent-encoded UTF-8.' }
      throw new ApiError(httpErrors.invalidInput, { faults: [{ field: 'querystring', ...fault }] })
    }
  })

  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    try {
      // Its own complaint about a body without anything in it names the header.
      parse(request, readUtf8(bytes), done)
    } catch (error) {
      done(error as Error)
    }
  })
})
