import type { IncomingMessage, ServerResponse } from 'node:http'
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import { type Account, type Allowed, checkPolicy } from './form-policy.js'
import { openHeaders, StorageFault } from './storage-faults.js'

/** What a form sent and its policy allows. */
export interface SentForm {
  readonly key: string
  readonly bucket: string
  readonly content: Buffer
  readonly metadata: Readonly<Record<string, string>>
}

/** As S3 bounds what stands before the file. */
const mostFieldBytes = 20_000
/** No policy of ours allows more; what it allows is in memory. */
const mostFileBytes = 64 * 1024 * 1024

/** Whether a request sends a form to a bucket. */
export const isForm = ({ method, url = '', headers }: IncomingMessage): boolean =>
  method === 'POST' && /^\/[^/?]+\/?$/.test(url) && /^multipart\/form-data\b/i.test(headers['content-type'] ?? '')

/**
 * Reads a form, which s3rver would believe: its policy is checked when its file begins, and reading ends as soon as the
 * file is larger than that allows.
 * @throws StorageFault
 */
export const readForm = (request: IncomingMessage, bucket: string, account: Account): Promise<SentForm> =>
  new Promise((resolve, reject) => {
    const fields = new Map<string, string>()
    const pieces: Buffer[] = []
    let allowed: Allowed | undefined
    let bytes = 0
    const fail = (error: unknown) => {
      request.unpipe()
      // What still comes is read and dropped: a client that writes does not read an answer.
      request.resume()
      reject(error)
    }
    const parser = parserOf(request, fail)
    if (!parser) return
    parser.on('field', (name, value, _nameCut, isCut) => {
      if (allowed) return
      if (isCut) return fail(new StorageFault(400, 'MaxPostPreDataLengthExceeded', 'A field of the form is too long.'))
      fields.set(name.toLowerCase(), value)
    })
    parser.on('file', (name, file) => {
      if (name !== 'file' || allowed) return void file.resume()
      try {
        allowed = checkPolicy(fields, { account, bucket })
        if (!fields.get('key')) throw missing('key')
      } catch (error) {
        file.resume()
        return fail(error)
      }
      const { most } = allowed
      file.on('data', (piece: Buffer) => {
        bytes += piece.byteLength
        if (bytes <= Math.min(most, mostFileBytes)) pieces.push(piece)
        else fail(new StorageFault(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'))
      })
    })
    parser.on('finish', () => {
      if (!allowed) return fail(missing('file'))
      if (bytes < allowed.least)
        return fail(
          new StorageFault(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size'),
        )
      resolve({
        key: fields.get('key') ?? '',
        bucket,
        content: Buffer.concat(pieces),
        metadata: Object.fromEntries(fields),
      })
    })
    parser.on('error', () => fail(malformed()))
    request.on('aborted', () => fail(new StorageFault(400, 'IncompleteBody', 'The request body ended too early.')))
    request.pipe(parser)
  })

const missing = (field: string) =>
  new StorageFault(400, 'InvalidArgument', `Bucket POST must contain a field named '${field}'.`)

const malformed = () =>
  new StorageFault(400, 'MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.')

const parserOf = (request: IncomingMessage, fail: (error: unknown) => void): BusboyInstance | undefined => {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      // By its name, whatever else its part says.
      isPartAFile: name => name === 'file',
      limits: { fields: 50, files: 1, fieldSize: mostFieldBytes, fieldNameSize: 200 },
    })
  } catch {
    fail(malformed())
    return undefined
  }
}

/** As S3 answers a form that names no page to go on to. */
export const answerForm = (
  response: ServerResponse,
  { key, metadata }: SentForm,
  { address, etag }: { address: string; etag: string },
): void => {
  const location = `${address}${key.split('/').map(encodeURIComponent).join('/')}`
  const headers = { ...openHeaders, etag: `"${etag}"`, location }
  const status = Number(metadata.success_action_status)
  if (status !== 201) return void response.writeHead(status === 200 ? 200 : 204, headers).end()
  response
    .writeHead(201, { ...headers, 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${location}</Location><Key>${key}</Key><ETag>"${etag}"</ETag></PostResponse>`,
    )
}
