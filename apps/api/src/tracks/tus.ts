import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { cleanText } from '@mudig/shared/core/text'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyReply, FastifyRequest, onRequestHookHandler, preValidationAsyncHookHandler } from 'fastify'
import { readUtf8 } from '../http/body-encoding.js'

/* The headers of tus 1.0.0 (https://tus.io/protocols/resumable-upload), as far as they are spoken here. */

const version = '1.0.0'

/** What OPTIONS answers. */
export const tusOptions = (maxBytes: number): Record<string, string> => ({
  'tus-resumable': version,
  'tus-version': version,
  'tus-extension': 'creation,expiration,termination',
  'tus-max-size': String(maxBytes),
})

/**
 * An onRequest hook: all answers name the version, and who names another one is refused. One that names none is taken
 * for a client of our own.
 */
export const speakTus: onRequestHookHandler = (request, reply, done) => {
  reply.header('tus-resumable', version)
  const asked = request.headers['tus-resumable']
  if (asked === undefined || asked === version) return done()
  reply.header('tus-version', version)
  done(new ApiError(trackErrors.tusVersion))
}

const fault = (field: string, ko: string, en: string) =>
  new ApiError(httpErrors.invalidInput, { faults: [{ field, rule: 'x-tus', ko, en }] })

/** A preValidation hook: what a client of tus says in headers becomes the body that others send. */
export const readCreation: preValidationAsyncHookHandler = async request => {
  const { 'upload-length': length, 'upload-metadata': metadata, 'upload-defer-length': deferred } = request.headers
  if (length === undefined && deferred === undefined) return
  if (deferred !== undefined)
    throw fault('upload-defer-length', '크기를 먼저 알려 주어야 합니다.', 'is not supported: say Upload-Length.')
  if (typeof length !== 'string' || !/^(0|[1-9][0-9]{0,14})$/.test(length))
    throw fault('upload-length', '바이트 수여야 합니다.', 'must be a number of bytes.')
  const said = readMetadata(metadata)
  const filename = said.get('filename') || said.get('name')
  const sha256 = said.get('sha256')
  request.body = { filename: fileNameOf(filename), bytes: Number(length), ...(sha256 !== undefined && { sha256 }) }
}

/** `key base64,key base64`; a key may have no value. */
const readMetadata = (header: string | string[] | undefined): Map<string, string> => {
  const pairs = new Map<string, string>()
  if (header === undefined || header === '') return pairs
  for (const pair of [header].flat().join(',').split(',')) {
    const [, key, value = ''] = /^ *([\x21-\x2b\x2d-\x7e]+)(?: ([A-Za-z0-9+/]*={0,2}))? *$/.exec(pair) ?? []
    if (key === undefined) throw fault('upload-metadata', '형식이 올바르지 않습니다.', 'has the wrong form.')
    pairs.set(key, readUtf8(Buffer.from(value, 'base64')))
  }
  return pairs
}

const mostNameLetters = 255
const unnamed = 'track'

/** The last part of a path as a text of ours; what has none is called something all the same. */
export const fileNameOf = (path: string | undefined): string => {
  const name = cleanText((path ?? '').replace(/[\p{Cc}\u2028\u2029]/gu, ' ').replace(/^.*[\\/]/s, ''), 'line') ?? ''
  // The end says what kind of file it is.
  return [...name].slice(-mostNameLetters).join('').trim() || unnamed
}

/** A track's title, where nobody has given it one. */
export const titleOf = (filename: string): string =>
  [...filename.replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, '')].slice(0, 100).join('').trim() || unnamed

/** What is said of an upload, whatever is answered. */
export const describeUpload = (
  reply: FastifyReply,
  { received, expires_at }: { received: number; expires_at: Date },
): FastifyReply => reply.header('upload-offset', String(received)).header('upload-expires', expires_at.toUTCString())

/** What is known of the file, as tus wants it repeated. */
export const metadataOf = (filename: string): string => `filename ${Buffer.from(filename).toString('base64')}`

/** How many bytes a request says that it brings; undefined where it says nothing. */
export const announcedBytes = ({ headers }: FastifyRequest): number | undefined =>
  headers['content-length'] === undefined ? undefined : Number(headers['content-length'])
