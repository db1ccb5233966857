import { Dicer } from '@fastify/busboy'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyRequest } from 'fastify'
import { isCodedBody, isUtf8Charset } from './body-encoding.js'

const boundaryParameter = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s";]+))/i

type Headers = Record<string, string[] | undefined>

/** A file may be in any charset: its bytes are taken as they are. */
const isFile = (headers: Headers): boolean =>
  /;\s*filename\*?\s*=/i.test(headers['content-disposition']?.[0] ?? '') ||
  /^\s*application\/octet-stream/i.test(headers['content-type']?.[0] ?? '')

/**
 * Reads the headers of a form's parts beside the parser of forms, which keeps to itself what they say of charset and
 * coding. It is that parser's own way of cutting a body into parts, so both see the same ones. To be called before
 * anything of the body is read.
 *
 * @param most how many parts are read, and headers of each; the same for both
 * @returns what is wrong with those that have arrived
 */
export const watchPartHeaders = (
  { headers, raw }: FastifyRequest,
  most: { parts: number; headerPairs: number },
): (() => ApiError | undefined) => {
  const found = boundaryParameter.exec(headers['content-type'] ?? '')
  const boundary = found?.[1] ?? found?.[2]
  // Which the other parser complains about.
  if (boundary === undefined) return () => undefined
  let fault: ApiError | undefined
  const parts = new Dicer({ boundary, maxHeaderPairs: most.headerPairs })
  let left = most.parts
  parts.on('part', part => {
    // One more than that is refused by the other parser.
    if (--left < 0) raw.off('data', read)
    part.on('header', header => {
      const said = header as Headers
      const isOdd =
        isCodedBody(said['content-encoding']?.join()) || !(isFile(said) || isUtf8Charset(said['content-type']?.[0]))
      if (isOdd) fault ??= new ApiError(httpErrors.unsupportedMediaType)
    })
    part.on('error', () => {})
    part.resume()
  })
  parts.on('error', () => {})
  // Not piped: the other parser sets the pace, and this one keeps nothing.
  const read = (chunk: Buffer) => void (parts.writable && parts.write(chunk))
  raw.on('data', read)
  return () => fault
}
