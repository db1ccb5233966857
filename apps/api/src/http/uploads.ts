import type { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import { ApiError } from '@mudig/shared/errors'
import { httpErrors } from '@mudig/shared/http-errors'
import type { FastifyReply, preValidationAsyncHookHandler } from 'fastify'
import plugin from 'fastify-plugin'
import { Type } from 'typebox'
import { clientNetwork } from './client-network.js'

/** A file out of a form, whole in memory: the limits below keep it small. Its name and type are the sender's claim and are not kept. */
export class Upload {
  constructor(readonly bytes: Buffer) {}
}

/** A field that holds a file. In the OpenAPI document it is a binary string. */
export const UploadField = (description: string) => Type.Unsafe<Upload>({ 'x-upload': true, description })

/** Bytes of one picture, before it is made smaller. */
export const maxUploadBytes = 10 * 1024 * 1024

const limits = { fieldNameSize: 100, fieldSize: 64 * 1024, fields: 40, files: 4, parts: 44, headerPairs: 20, fileSize: maxUploadBytes }

/** Forms that are read or worked on at once, each with a picture in memory: by network, so that one cannot take all, and in all. */
const mostForms = { perNetwork: 8, inAll: 24 }
const formsOf = new Map<string, number>()
let forms = 0

/** Counts a form until it is answered. @throws ApiError rateLimited, unavailable */
const beginForm = (network: string, { raw }: FastifyReply): void => {
  const others = formsOf.get(network) ?? 0
  if (others >= mostForms.perNetwork) throw new ApiError(httpErrors.rateLimited, { retryAfterSeconds: 5 })
  if (forms >= mostForms.inAll) throw new ApiError(httpErrors.unavailable, { retryAfterSeconds: 5 })
  forms += 1
  formsOf.set(network, others + 1)
  raw.once('close', () => {
    forms -= 1
    const left = (formsOf.get(network) ?? 1) - 1
    if (left > 0) formsOf.set(network, left)
    else formsOf.delete(network)
  })
}

const drain = async (file: Readable): Promise<void> => {
  for await (const _ of file);
}

/**
 * Reads a multipart body into plain fields, before validation, where a route asks for it by `preValidation: readForm`. A field that comes twice is a form
 * submitted again: the last one wins. A file field without a file is left out, as browsers send it when nothing was chosen, and
 * so is one with an empty text, as scripts do. Only what the route's schema declares is kept.
 */
export const readForm: preValidationAsyncHookHandler = async (request, reply) => {
  if (!request.isMultipart()) return
  beginForm(clientNetwork(request.ip), reply)
  const { properties = {} } = (request.routeOptions.schema?.body ?? {}) as { properties?: Record<string, object> }
  const fields = new Map<string, string | Upload>()
  try {
    for await (const part of request.parts({ limits })) {
      const declared = Object.hasOwn(properties, part.fieldname) ? properties[part.fieldname] : undefined
      // Whatever stood there makes room before the next one is read.
      fields.delete(part.fieldname)
      if (part.type === 'file') {
        if (declared && 'x-upload' in declared) {
          const bytes = await part.toBuffer()
          if (bytes.length > 0 || part.filename) fields.set(part.fieldname, new Upload(bytes))
        } else {
          await drain(part.file)
          // For validation to refuse: a file where a text belongs.
          if (declared) fields.set(part.fieldname, new Upload(Buffer.alloc(0)))
        }
      } else {
        if (part.valueTruncated || part.fieldnameTruncated) throw new ApiError(httpErrors.bodyTooLarge)
        const isNoFile = part.value === '' && declared !== undefined && 'x-upload' in declared
        if (declared && !isNoFile) fields.set(part.fieldname, String(part.value))
      }
    }
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
  await app.register(multipart, { limits, throwFileSizeLimit: true })
  app.addHook('onRoute', route => {
    const before = [route.preValidation ?? []].flat()
    if (!before.includes(readForm)) route.preValidation = [...before, refuseForms]
  })
})
