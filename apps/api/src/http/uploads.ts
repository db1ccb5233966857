import multipart from '@fastify/multipart'
import { ApiError } from '@mudig/shared/errors'
import { httpErrors } from '@mudig/shared/http-errors'
import type { preValidationAsyncHookHandler } from 'fastify'
import plugin from 'fastify-plugin'
import { Type } from 'typebox'

/** A file out of a form, whole in memory: the limits below keep it small. Its name and type are the sender's claim and are not kept. */
export class Upload {
  constructor(readonly bytes: Buffer) {}
}

/** A field that holds a file. In the OpenAPI document it is a binary string. */
export const UploadField = (description: string) => Type.Unsafe<Upload>({ 'x-upload': true, description })

/** Bytes of one picture, before it is made smaller. */
export const maxUploadBytes = 10 * 1024 * 1024

const limits = { fieldNameSize: 100, fieldSize: 64 * 1024, fields: 40, files: 4, parts: 44, headerPairs: 20, fileSize: maxUploadBytes }

/**
 * Reads a multipart body into plain fields, before validation, where a route asks for it by `preValidation: readForm`. A field that comes twice is a form
 * submitted again: the last one wins. A file field without a file is left out, as browsers send it when nothing was chosen.
 */
export const readForm: preValidationAsyncHookHandler = async request => {
  if (!request.isMultipart()) return
  const fields = new Map<string, string | Upload>()
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer()
        if (bytes.length > 0 || part.filename) fields.set(part.fieldname, new Upload(bytes))
      } else {
        if (part.valueTruncated || part.fieldnameTruncated) throw new ApiError(httpErrors.bodyTooLarge)
        fields.set(part.fieldname, String(part.value))
      }
    }
  } catch (error) {
    // The parser's own complaints about a broken body have no status; those about limits do.
    if (error instanceof ApiError || (error instanceof Error && 'statusCode' in error)) throw error
    throw new ApiError(httpErrors.malformedBody, { cause: error })
  }
  request.body = Object.fromEntries(fields)
}

/** The parser is there for every route; one that did not ask for forms would take such a body for none. */
const refuseForms: preValidationAsyncHookHandler = async request => {
  if (request.isMultipart()) throw new ApiError(httpErrors.unsupportedMediaType)
}

export const uploads = plugin(async app => {
  await app.register(multipart, { limits, throwFileSizeLimit: true })
  app.addHook('onRoute', route => {
    const before = [route.preValidation ?? []].flat()
    if (!before.includes(readForm)) route.preValidation = [...before, refuseForms]
  })
})
