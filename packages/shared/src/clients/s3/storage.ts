import type { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { PermanentError, RetryableError } from '../../core/errors.js'

export interface StorageOptions {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Where people's own machines reach the store; unset: nowhere, so that nothing is signed for them. */
  readonly publicEndpoint?: string | undefined
  /** For each request; default 10 s. */
  readonly timeoutMs?: number
}

export interface StoredObject {
  readonly body: Readable
  readonly contentType: string
  /** Bytes of this answer: of the range, where one was asked for. */
  readonly contentLength: number
  /** Quoted, as HTTP wants it. */
  readonly etag: string
  /** `bytes 0-99/1234` where a range was answered. */
  readonly contentRange: string | undefined
}

/**
 * Pictures, and copies of people's data, under keys that never change what they name. Every method throws
 * RetryableError `storage_unavailable` while the store is down.
 */
export interface Storage {
  put(
    key: string,
    body: Buffer,
    contentType: string,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<void>
  /**
   * Undefined when there is no such key. The caller reads the body to its end or destroys it.
   *
   * @param options.range a single `bytes=a-b`, as in RFC 9110
   * @throws RangeError when the range lies outside of the object
   */
  get(
    key: string,
    options?: { readonly range?: string; readonly signal?: AbortSignal | undefined },
  ): Promise<StoredObject | undefined>
  /** How many bytes an object has; undefined when there is no such key. */
  size(key: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<number | undefined>
  /**
   * An address of the store itself that opens one object for a while, with these headers. The same for all who ask
   * within a third of that time, so that what they fetched is found in their caches. Undefined where the store cannot be
   * reached by others. The store is not asked.
   */
  signedUrl(
    key: string,
    options: { readonly seconds: number; readonly contentType: string; readonly caching: string },
  ): Promise<string | undefined>
  /**
   * Stores what a body yields, which has exactly so many bytes: at once where it is small, else in parts of 8 MiB, of
   * which never more than one is in memory. Where that fails nothing appears under the key.
   *
   * @param options.began gets the id of an upload in parts before its first byte, to write it down; false ends it
   * @throws PermanentError `wrong_length` when the body has more or fewer bytes
   * @throws RetryableError `upload_ended` when somebody has ended the upload
   */
  putStream(
    key: string,
    body: AsyncIterable<Uint8Array>,
    options: {
      readonly bytes: number
      readonly contentType: string
      readonly began?: (uploadId: string) => Promise<boolean>
      readonly signal?: AbortSignal | undefined
    },
  ): Promise<void>
  /**
   * Begins an object whose size nobody knows yet. Until `upload` has ended there is nothing under the key, but what was
   * sent takes space: write the upload's id down, so that somebody else can end it.
   */
  beginUpload(
    key: string,
    contentType: string,
    options?: { readonly caching?: string; readonly signal?: AbortSignal | undefined },
  ): Promise<string>
  /**
   * Sends everything that the body yields, a part of 8 MiB at a time and never more in memory, and makes the object
   * appear, in the place of one that is there. What the body throws is thrown on.
   *
   * @returns how many bytes the object has
   * @throws RetryableError `upload_ended` when somebody has ended the upload
   */
  upload(
    key: string,
    uploadId: string,
    body: AsyncIterable<Uint8Array>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<number>
  /** Ends an upload and frees its space: nothing can appear by it any more. One that has ended already is no error. */
  endUpload(key: string, uploadId: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  /** Removing what is not there succeeds. */
  remove(keys: readonly string[], options?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  ensureBucket(): Promise<void>
  /** Resolves when the bucket answers. */
  check(): Promise<void>
  close(): void
}

/** A year, and no question asked meanwhile: a key is written once. */
export const immutableCaching = 'public, max-age=31536000, immutable'

/** S3 takes 5 MiB to 5 GiB, and 10,000 of them: 80 GB. */
const partBytes = 8 * 1024 * 1024
/** For a part, and for putting the parts together. */
const partTimeoutMs = 60_000

/** One code path for every S3-compatible server. */
export const createStorage = (options: StorageOptions): Storage => {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey, timeoutMs = 10_000 } = options
  const common = {
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // The default trailing checksums are stored as part of the object by servers that don't know them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  } as const
  const client = new S3Client({
    ...common,
    endpoint,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      socketTimeout: 60_000,
    },
  })
  const signer =
    options.publicEndpoint === undefined ? undefined : new S3Client({ ...common, endpoint: options.publicEndpoint })

  const sorted = (error: unknown, signal: AbortSignal | undefined): unknown => {
    if (signal?.aborted) return signal.reason
    return new RetryableError('storage_unavailable', 'the object store failed', { cause: error })
  }

  const storage: Storage = {
    put: async (key, body, contentType, { signal } = {}) => {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: contentType,
        ContentLength: body.byteLength,
        CacheControl: immutableCaching,
      })
      try {
        await client.send(command, { abortSignal: signal })
      } catch (error) {
        throw sorted(error, signal)
      }
    },
    get: async (key, { range, signal } = {}) => {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: range }), {
          abortSignal: signal,
        })
        return {
          body: found.Body as Readable,
          contentType: found.ContentType ?? 'application/octet-stream',
          contentLength: found.ContentLength ?? 0,
          etag: found.ETag ?? '',
          contentRange: found.ContentRange,
        }
      } catch (error) {
        if (error instanceof S3ServiceException) {
          const status = error.$metadata.httpStatusCode
          if (status === 404) return undefined
          if (status === 416) throw new RangeError('the range lies outside of the object', { cause: error })
        }
        throw sorted(error, signal)
      }
    },
    size: async (key, { signal } = {}) => {
      try {
        const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }), {
          abortSignal: signal,
        })
        return ContentLength ?? 0
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined
        throw sorted(error, signal)
      }
    },
    signedUrl: async (key, { seconds, contentType, caching }) => {
      if (!signer) return undefined
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: contentType,
        ResponseCacheControl: caching,
      })
      const windowMs = (seconds * 1_000) / 3
      const signingDate = new Date(Math.floor(Date.now() / windowMs) * windowMs)
      return getSignedUrl(signer, command, { expiresIn: seconds, signingDate })
    },
    putStream: async (key, body, { bytes, contentType, began, signal }) => {
      const exact = exactly(body, bytes)
      if (bytes <= partBytes) {
        const pieces: Uint8Array[] = []
        for await (const piece of exact) pieces.push(piece)
        return storage.put(key, Buffer.concat(pieces), contentType, { signal })
      }
      const uploadId = await storage.beginUpload(key, contentType, { caching: immutableCaching, signal })
      try {
        if (began && !(await began(uploadId)))
          throw new RetryableError('upload_ended', 'the upload was aborted before its first byte')
        await storage.upload(key, uploadId, exact, { signal })
      } catch (error) {
        // Also for a caller that gave up: what was sent takes space until the upload ends. Whoever removes the object
        // tries once more.
        await storage.endUpload(key, uploadId).catch(() => undefined)
        throw error
      }
    },
    beginUpload: async (key, contentType, { caching = 'no-store', signal } = {}) => {
      const command = new CreateMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
        CacheControl: caching,
      })
      try {
        const { UploadId } = await client.send(command, { abortSignal: signal })
        if (UploadId === undefined) throw new Error('an upload without an id')
        return UploadId
      } catch (error) {
        throw sorted(error, signal)
      }
    },
    upload: async (key, uploadId, body, { signal } = {}) => {
      const upload = { Bucket: bucket, Key: key, UploadId: uploadId }
      const options = { abortSignal: signal, requestTimeout: partTimeoutMs }
      const sortedUpload = (error: unknown): unknown =>
        !signal?.aborted && isEnded(error)
          ? new RetryableError('upload_ended', 'the upload was aborted by another process', { cause: error })
          : sorted(error, signal)
      const sent: { PartNumber: number; ETag: string | undefined }[] = []
      let bytes = 0
      for await (const part of inParts(body, partBytes)) {
        const PartNumber = sent.length + 1
        const command = new UploadPartCommand({ ...upload, PartNumber, Body: part, ContentLength: part.byteLength })
        try {
          const { ETag } = await client.send(command, options)
          sent.push({ PartNumber, ETag })
          bytes += part.byteLength
        } catch (error) {
          throw sortedUpload(error)
        }
      }
      try {
        await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: sent } }), options)
      } catch (error) {
        throw sortedUpload(error)
      }
      return bytes
    },
    endUpload: async (key, uploadId, { signal } = {}) => {
      try {
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }), {
          abortSignal: signal,
        })
      } catch (error) {
        if (!isEnded(error)) throw sorted(error, signal)
      }
    },
    remove: async (keys, { signal } = {}) => {
      for (let start = 0; start < keys.length; start += 1_000) {
        const Objects = keys.slice(start, start + 1_000).map(Key => ({ Key }))
        try {
          const { Errors = [] } = await client.send(
            new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
            {
              abortSignal: signal,
            },
          )
          if (Errors.length > 0)
            throw new Error(`${Errors.length} of ${Objects.length} objects stayed (${Errors[0]?.Code})`)
        } catch (error) {
          throw sorted(error, signal)
        }
      }
    },
    ensureBucket: async () => {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }))
      } catch (error) {
        if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 404)
          throw sorted(error, undefined)
        try {
          await client.send(new CreateBucketCommand({ Bucket: bucket }))
        } catch (creation) {
          // Another process of ours was faster.
          const name = creation instanceof S3ServiceException ? creation.name : ''
          if (name !== 'BucketAlreadyOwnedByYou' && name !== 'BucketAlreadyExists') throw sorted(creation, undefined)
        }
      }
    },
    check: async () => {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }))
      } catch (error) {
        throw sorted(error, undefined)
      }
    },
    close: () => {
      client.destroy()
      signer?.destroy()
    },
  }
  return storage
}

/** @throws PermanentError `wrong_length` before more than `bytes` are passed on, or at an end that comes too early */
const exactly = async function* (body: AsyncIterable<Uint8Array>, bytes: number) {
  let passed = 0
  for await (const piece of body) {
    passed += piece.byteLength
    if (passed > bytes) throw wrongLength(bytes)
    yield piece
  }
  if (passed < bytes) throw wrongLength(bytes)
}

const wrongLength = (bytes: number) =>
  new PermanentError('wrong_length', `the body does not have the ${bytes} bytes that were announced`)

const isEnded = (error: unknown): boolean =>
  error instanceof S3ServiceException && (error.name === 'NoSuchUpload' || error.$metadata.httpStatusCode === 404)

/** The same bytes in pieces of one size, in the same memory each time; the last may be smaller. */
const inParts = async function* (body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer, void, void> {
  const part = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const piece of body) {
    for (let from = 0; from < piece.byteLength; ) {
      const taken = Math.min(size - filled, piece.byteLength - from)
      part.set(piece.subarray(from, from + taken), filled)
      filled += taken
      from += taken
      if (filled < size) continue
      yield part
      filled = 0
    }
  }
  if (filled > 0) yield part.subarray(0, filled)
}

/** No picture of ours comes near this; an object that does was not put there by us. */
const maxReadBytes = 50 * 1024 * 1024

/** The whole of a stored object; undefined when there is no such key. Errors as for `Storage`. */
export const readStored = async (
  storage: Storage,
  key: string,
  options?: { readonly signal?: AbortSignal | undefined },
): Promise<Buffer | undefined> => {
  const object = await storage.get(key, options)
  if (!object) return undefined
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of object.body as AsyncIterable<Buffer>) {
      bytes += piece.byteLength
      if (bytes > maxReadBytes)
        throw new RetryableError('storage_unavailable', `the object is larger than ${maxReadBytes} bytes`)
      pieces.push(piece)
    }
  } catch (error) {
    if (options?.signal?.aborted) throw options.signal.reason
    if (error instanceof RetryableError) throw error
    throw new RetryableError('storage_unavailable', 'the object store closed the connection', { cause: error })
  }
  return Buffer.concat(pieces)
}
