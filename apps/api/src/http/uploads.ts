import type { Readable } from 'node:stream'
import multipart, { type MultipartFile } from '@fastify/multipart'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { preValidationAsyncHookHandler } from 'fastify'
import plugin from 'fastify-plugin'
import { Type } from 'typebox'
import { readUtf8 } from './body-encoding.js'
import { formsAtOnce } from './forms-at-once.js'
import { watchPartHeaders } from './part-headers.js'

/**
 * A file out of a form, whole in memory: the limits below keep it small. Its name and type are the sender's claim and
 * are not kept.
 */
export class Upload {
  constructor(readonly bytes: Buffer) {}
}

/** A field that holds a file. In the OpenAPI document it is a binary string. */
export const UploadField = (description: string) => Type.Unsafe<Upload>({ 'x-upload': true, description })

/** Bytes of one picture, before it is made smaller. */
export const maxUploadBytes = 10 * 1024 * 1024

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a route takes forms and reads them by itself, because their files are too large for memory. */
    readsForm?: boolean
  }
}

/**
 * Texts are read as bytes, like files, so that this module can tell UTF-8 from what the parser would silently make
 * U+FFFD.
 */
export const parsing = {
  limits: { fieldNameSize: 100, files: 44, parts: 44, headerPairs: 20, fileSize: maxUploadBytes },
  isPartAFile: () => true,
}
export const most = { texts: 40, files: 4, nameBytes: 100, textBytes: 64 * 1024 }

/** Forms that are read or worked on at once, each with a picture in memory. */
const beginForm = formsAtOnce({ perNetwork: 8, inAll: 24 })

/** @returns undefined where there is more than that; nothing of it is kept then */
export const readAtMost = async (file: Readable, bytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of file as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= bytes) chunks.push(chunk)
  }
  return size <= bytes ? Buffer.concat(chunks) : undefined
}

/**
 * What a part's headers say is heeded or refused, never ignored (RFC 7578, 4.7); `watchPartHeaders` sees those that the
 * parser keeps to itself.
 * @throws ApiError unsupportedMediaType, malformedBody
 */
export const requirePlain = ({ fieldname, filename, encoding }: MultipartFile): void => {
  if (!['7bit', '8bit', 'binary'].includes(encoding)) throw new ApiError(httpErrors.unsupportedMediaType)
  // A name that was no UTF-8; the parser has made it U+FFFD.
  if (`${fieldname}${filename ?? ''}`.includes('\uFFFD')) throw new ApiError(httpErrors.malformedBody)
}

/** @throws ApiError bodyTooLarge, malformedBody, unsupportedMediaType */
export const readText = async ({ fieldname, file, mimetype }: MultipartFile): Promise<string> => {
  const bytes = await readAtMost(file, most.textBytes)
  if (!bytes || Buffer.byteLength(fieldname) > most.nameBytes) throw new ApiError(httpErrors.bodyTooLarge)
  const text = readUtf8(bytes)
  // HTML, 4.10.22.5: in this field a browser says how it has encoded the others.
  if (fieldname === '_charset_' && !/^utf-?8$/i.test(text)) throw new ApiError(httpErrors.unsupportedMediaType)
  if (mimetype !== 'application/json') return text
  // Some clients' libraries write each text as JSON.
  const value: unknown = JSON.parse(text)
  if (typeof value === 'object') throw new ApiError(httpErrors.malformedBody)
  return String(value)
}

export const isFile = ({ filename, mimetype }: MultipartFile) =>
  filename !== undefined || mimetype === 'application/octet-stream'

/** @returns what a part gives its field, undefined for nothing */
const readPart = async (part: MultipartFile, declared: object | undefined): Promise<string | Upload | undefined> => {
  requirePlain(part)
  const isUpload = declared !== undefined && 'x-upload' in declared
  if (!isFile(part)) {
    const text = await readText(part)
    return isUpload && text === '' ? undefined : text
  }
  if (isUpload) {
    const bytes = await part.toBuffer()
    return bytes.length > 0 || part.filename ? new Upload(bytes) : undefined
  }
  await readAtMost(part.file, 0)
  // For validation to refuse: a file where a text belongs.
  return new Upload(Buffer.alloc(0))
}

/**
 * Reads a multipart body into plain fields, before validation, where a route asks for it by `preValidation: readForm`.
 * A field that comes twice is a form submitted again: the last one wins. A file field without a file is left out, as
 * browsers send it when nothing was chosen, and so is one with an empty text, as scripts do. Only what the route's
 * schema declares is kept.
 */
export const readForm: preValidationAsyncHookHandler = async (request, reply) => {
  if (!request.isMultipart()) return
  beginForm(request, reply)
  const { properties = {} } = (request.routeOptions.schema?.body ?? {}) as { properties?: Record<string, object> }
  const fields = new Map<string, string | Upload>()
  let [texts, files] = [0, 0]
  let fault: ApiError | undefined
  const oddHeaders = watchPartHeaders(request, parsing.limits)
  try {
    for await (const part of request.parts(parsing)) {
      // All are, by `isPartAFile`.
      if (part.type !== 'file') continue
      const name = part.fieldname ?? ''
      const declared = Object.hasOwn(properties, name) ? properties[name] : undefined
      // Whatever stood there makes room before the next one is read.
      fields.delete(name)
      const isOneMore = isFile(part) ? ++files > most.files : ++texts > most.texts
      if (isOneMore) fault ??= new ApiError(httpErrors.bodyTooLarge)
      try {
        const value = fault ? undefined : await readPart(part, declared)
        if (declared && value !== undefined) fields.set(name, value)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        fault = error
      }
      // Where it was not read: the answer comes when all has arrived, so that who sends it can hear it.
      part.file.resume()
    }
    fault ??= oddHeaders()
    if (fault) throw fault
  } catch (error) {
    // The parser's own complaints about a broken body have no status; those about limits do.
    if (error instanceof ApiError || (error instanceof Error && 'statusCode' in error)) throw error
    throw new ApiError(httpErrors.malformedBody, { cause: error })
  }
  request.body = Object.fromEntries(fields)
  // A large picture is decoded, encoded and stored, each with an end of its own.
  request.takesLong = [...fields.values()].some(value => value instanceof Upload)
}

/** The parser is there for every route; one that did not ask for forms would take such a body for none. */
const refuseForms: preValidationAsyncHookHandler = async request => {
  if (request.isMultipart()) throw new ApiError(httpErrors.unsupportedMediaType)
}

export const uploads = plugin(async app => {
  await app.register(multipart, { ...parsing, throwFileSizeLimit: true })
  app.addHook('onRoute', route => {
    if (route.config?.readsForm) return
    const before = [route.preValidation ?? []].flat()
    if (!before.includes(readForm)) route.preValidation = [...before, refuseForms]
  })
})
