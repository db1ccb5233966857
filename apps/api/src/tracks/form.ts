import { createHash, type Hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { MultipartFile } from '@fastify/multipart'
import { noteUpload } from '@mudig/db/objects/lifecycle'
import { createUpload, endUpload } from '@mudig/db/tracks/uploads'
import { immutableCaching } from '@mudig/shared/clients/s3/storage'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { FastifyRequest } from 'fastify'
import { watchPartHeaders } from '../http/part-headers.js'
import { isFile, most, parsing, readAtMost, readText, requirePlain, Upload } from '../http/uploads.js'
import { arrivalsOf } from './arrivals.js'
import { announcedBytes, fileNameOf } from './tus.js'

interface Arrived {
  filename: string
  bytes: number
  /** Of a form that may be a repeat. */
  sha256?: Buffer
}

/** A file of a form that lies in the store, and has a place in its owner's day; nothing uses it yet. */
export interface Stored extends Arrived {
  id: string
}

/** One that the day has no place for: read, because the form may be a repeat, and not kept. */
export interface Refused extends Arrived {
  refusal: ApiError
}

export interface TrackForm {
  file: Stored | Refused
  /** Everything else, to be validated. */
  fields: Record<string, string | Upload>
  /** Removes the file again, where it is not used; one that came before takes no place of the day. */
  giveUp: (options?: { isRepeat: boolean }) => Promise<void>
}

export interface FormReading {
  /** Whether it has to be told whether this form came before. */
  mayRepeat?: boolean
}

/** How often a look is taken. Who says nothing for long is ended by `deadlines`. */
const lookEveryMs = 10_000
/** What a form may have around its file. */
const aroundFile = 12 * 1024 * 1024

const fileFault = (rule: string, ko: string, en: string) =>
  new ApiError(httpErrors.invalidInput, { faults: [{ field: 'file', rule, ko, en }] })
const missing = () => fileFault('required', '파일이 필요합니다.', 'is required.')

/**
 * What sound may be called. `text/plain` is what the parser says of a part without a type. What a file really is
 * decides ffprobe.
 */
const soundType = /^(audio|video)\/|^application\/(octet-stream|ogg|x-flac|mp4)$|^binary\/octet-stream$|^text\/plain$/i

/**
 * Reads a form whose part `file` goes to the store as it comes, with no more than one part of it in memory, wherever it
 * stands among the fields; `image` is kept in memory, the rest as text.
 *
 * @throws ApiError invalidInput without a file or with two of them, tooLarge, unsupportedMediaType, malformedBody,
 * bodyTooLarge, tooManyUploads unless it may be a repeat; nothing of the file stays then
 */
export const readTrackForm = async (
  request: FastifyRequest,
  { mayRepeat = false }: FormReading = {},
): Promise<TrackForm> => {
  const { maxBytes } = request.server.config.tracks
  if ((announcedBytes(request) ?? 0) > maxBytes + aroundFile) throw new ApiError(trackErrors.tooLarge)
  const limits = { ...parsing.limits, files: most.texts + most.files, fileSize: Number.POSITIVE_INFINITY }
  const oddHeaders = watchPartHeaders(request, limits)
  const fields: TrackForm['fields'] = {}
  let file: TrackForm['file'] | undefined
  let count = 0
  /** Whether a failure would be the store's or Postgres's. */
  let isOurs = false
  try {
    for await (const part of request.parts({ ...parsing, limits })) {
      // All are, by `isPartAFile`.
      if (part.type !== 'file') continue
      if (++count > most.texts) throw new ApiError(httpErrors.bodyTooLarge)
      requirePlain(part)
      if (part.fieldname === 'file') {
        if (!isFile(part)) throw missing()
        if (file) throw fileFault('x-one', '파일은 하나만 올릴 수 있습니다.', 'must be one file.')
        isOurs = true
        file = await take(request, part, { mayRepeat })
        isOurs = false
      } else {
        const value = await readField(part)
        if (value !== undefined) fields[part.fieldname] = value
      }
    }
    const odd = oddHeaders()
    if (odd) throw odd
    if (!file) throw missing()
  } catch (error) {
    // What has not come yet is thrown away, so that who sends it can hear the answer.
    request.raw.unpipe()
    request.raw.resume()
    if (file) await giveUp(request, file)
    // The parser's own complaints about a broken body have no status; those about limits do.
    if (isOurs || error instanceof ApiError || (error instanceof Error && 'statusCode' in error)) throw error
    throw new ApiError(httpErrors.malformedBody, { cause: error })
  }
  const stored = file
  return {
    file: stored,
    fields,
    giveUp: ({ isRepeat } = { isRepeat: false }) => giveUp(request, isRepeat ? { ...stored, bytes: 0 } : stored),
  }
}

const readField = async (part: MultipartFile): Promise<string | Upload | undefined> => {
  if (!isFile(part)) {
    const text = await readText(part)
    return part.fieldname === 'image' && text === '' ? undefined : text
  }
  const bytes = await readAtMost(part.file, parsing.limits.fileSize)
  if (!bytes) throw new ApiError(httpErrors.bodyTooLarge)
  return bytes.length > 0 || part.filename ? new Upload(bytes) : undefined
}

/** Sends a file to the store, or only reads it where the day has no place left and the form may be a repeat. */
const take = async (
  request: FastifyRequest,
  part: MultipartFile,
  { mayRepeat }: { mayRepeat: boolean },
): Promise<TrackForm['file']> => {
  const { maxBytes } = request.server.config.tracks
  if (!soundType.test(part.mimetype)) throw new ApiError(httpErrors.unsupportedMediaType)
  const filename = fileNameOf(part.filename)
  const hash = mayRepeat ? createHash('sha256') : undefined
  const arrived = { bytes: 0 }
  const pieces = piecesOf(part.file, maxBytes, arrived, hash)
  const first = await pieces.next()
  if (first.done) throw part.filename ? fileFault('minLength', '빈 파일입니다.', 'must not be empty.') : missing()
  const rest = startingWith(first.value, pieces)
  try {
    const stored = await store(request, filename, rest, arrived)
    return { ...stored, ...(hash && { sha256: hash.digest() }) }
  } catch (error) {
    const isFull = error instanceof ApiError && error.declaration === trackErrors.tooManyUploads
    if (!hash || !isFull) throw error
    let bytes = 0
    for await (const { length } of rest) bytes += length
    return { refusal: error, filename, bytes, sha256: hash.digest() }
  }
}

/** Where that fails the row goes again, and with it what was sent. */
const store = async (
  request: FastifyRequest,
  filename: string,
  pieces: AsyncIterable<Buffer>,
  arrived: { readonly bytes: number },
): Promise<Stored> => {
  const { db, ledger, storage, config } = request.server
  const { maxBytes, perDay } = config.tracks
  const { id, key } = await ledger.transaction(trx =>
    createUpload(trx, request.user.id, { filename, bytes: maxBytes }, { perDay }),
  )
  try {
    const uploadId = await storage.beginUpload(key, 'application/octet-stream', { caching: immutableCaching })
    if (!(await noteUpload(db, key, uploadId))) throw new ApiError(trackErrors.uploadExpired)
    return { id, filename, bytes: await storage.upload(key, uploadId, pieces) }
  } catch (error) {
    await giveUp(request, { id, bytes: arrived.bytes })
    throw error
  }
}

const giveUp = async (
  { server, user, log }: FastifyRequest,
  file: Pick<Stored, 'id' | 'bytes'> | Refused,
): Promise<void> => {
  if ('refusal' in file) return
  try {
    await server.ledger.transaction(trx => endUpload(trx, user.id, file.id, file.bytes))
  } catch (err) {
    log.warn({ err, upload: file.id }, 'an unused upload could not be removed; it expires within a day')
  }
}

const startingWith = async function* (first: Buffer, rest: AsyncIterable<Buffer>) {
  yield first
  yield* rest
}

/** @throws ApiError tooLarge, malformedBody where the sender has gone */
const piecesOf = async function* (
  file: Readable,
  maxBytes: number,
  arrived: { bytes: number },
  hash: Hash | undefined,
): AsyncGenerator<Buffer, void, void> {
  const arrivals = arrivalsOf(file)
  try {
    for (;;) {
      const arrival = await arrivals.next(lookEveryMs)
      if (arrival === 'end') return
      if (arrival === 'nothing') continue
      if (arrival === 'cut') throw new ApiError(httpErrors.malformedBody)
      arrived.bytes += arrival.length
      if (arrived.bytes > maxBytes) throw new ApiError(trackErrors.tooLarge)
      hash?.update(arrival)
      yield arrival
    }
  } finally {
    arrivals.leave()
  }
}
