import type { Readable } from 'node:stream'
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { RetryableError } from '../errors.js'

export interface StorageOptions {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
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

/** Pictures under keys that never change what they name. Every method throws RetryableError `storage_unavailable` while the store is down. */
export interface Storage {
  put(key: string, body: Buffer, contentType: string, options?: { readonly signal?: AbortSignal }): Promise<void>
  /**
   * Undefined when there is no such key. The caller reads the body to its end or destroys it.
   *
   * @param options.range a single `bytes=a-b`, as in RFC 9110
   * @throws RangeError when the range lies outside of the object
   */
  get(key: string, options?: { readonly range?: string; readonly signal?: AbortSignal }): Promise<StoredObject | undefined>
  /** Removing what is not there succeeds. */
  remove(keys: readonly string[], options?: { readonly signal?: AbortSignal }): Promise<void>
  ensureBucket(): Promise<void>
  /** Resolves when the bucket answers. */
  check(): Promise<void>
  close(): void
}

/** A year, and no question asked meanwhile: a key is written once. */
export const immutableCaching = 'public, max-age=31536000, immutable'

/** One code path for every S3-compatible server. */
export const createStorage = (options: StorageOptions): Storage => {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey, timeoutMs = 10_000 } = options
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // The default trailing checksums are stored as part of the object by servers that don't know them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: timeoutMs, throwOnRequestTimeout: true, socketTimeout: 60_000 },
  })

  const sorted = (error: unknown, signal: AbortSignal | undefined): unknown => {
    if (signal?.aborted) return signal.reason
    return new RetryableError('storage_unavailable', 'the picture store did not do as asked', { cause: error })
  }

  return {
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
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: range }), { abortSignal: signal })
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
    remove: async (keys, { signal } = {}) => {
      for (let start = 0; start < keys.length; start += 1_000) {
        const Objects = keys.slice(start, start + 1_000).map(Key => ({ Key }))
        try {
          const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }), {
            abortSignal: signal,
          })
          if (Errors.length > 0) throw new Error(`${Errors.length} of ${Objects.length} objects stayed (${Errors[0]?.Code})`)
        } catch (error) {
          throw sorted(error, signal)
        }
      }
    },
    ensureBucket: async () => {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }))
      } catch (error) {
        if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 404) throw sorted(error, undefined)
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
    close: () => client.destroy(),
  }
}

/** No picture of ours comes near this; an object that does was not put there by us. */
const maxReadBytes = 50 * 1024 * 1024

/** The whole of a stored object; undefined when there is no such key. Errors as for `Storage`. */
export const readStored = async (
  storage: Storage,
  key: string,
  options?: { readonly signal?: AbortSignal },
): Promise<Buffer | undefined> => {
  const object = await storage.get(key, options)
  if (!object) return undefined
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of object.body as AsyncIterable<Buffer>) {
      bytes += piece.byteLength
      if (bytes > maxReadBytes) throw new RetryableError('storage_unavailable', `the object is larger than ${maxReadBytes} bytes`)
      pieces.push(piece)
    }
  } catch (error) {
    if (options?.signal?.aborted) throw options.signal.reason
    if (error instanceof RetryableError) throw error
    throw new RetryableError('storage_unavailable', 'the picture store hung up', { cause: error })
  }
  return Buffer.concat(pieces)
}
