import type { Readable } from 'node:stream'
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { Dispatcher } from 'undici'
import { RetryableError } from '../../core/errors.js'
import { sorted } from './faults.js'
import { createFormSender, type SentForm } from './form-sender.js'
import { createPartUploads, type PartUploads } from './part-uploads.js'
import { createReader } from './reader.js'

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
export interface Storage extends PartUploads {
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
  /** What `get` would say of the whole object; undefined when there is no such key. */
  head(
    key: string,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<Pick<StoredObject, 'contentLength' | 'etag'> | undefined>
  /** How many bytes an object has; undefined when there is no such key. */
  size(key: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<number | undefined>
  /** Whether people's own machines reach the store, so that something can be signed for them. */
  readonly isPublic: boolean
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
   * Where forms are posted, with a slash at its end: this and a key stand for what was sent. The public endpoint, or
   * else the endpoint itself.
   */
  readonly formAddress: string
  /**
   * The fields of a form by which somebody else may send one object: by this key, of this type and size, for a while.
   * The store is not asked, and refuses everything else.
   */
  signForm(
    key: string,
    options: { readonly seconds: number; readonly contentType: string; readonly maxBytes: number },
  ): Promise<Record<string, string>>
  /** Sends on a form that somebody filled in. @returns the status of the store's answer: 4xx where it refuses the form */
  sendForm(form: SentForm): Promise<number>
  /** Removing what is not there succeeds. */
  remove(keys: readonly string[], options?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  ensureBucket(): Promise<void>
  /** Resolves when the bucket answers. */
  check(): Promise<void>
  close(): void
}

/** A year, and no question asked meanwhile: a key is written once. */
export const immutableCaching = 'public, max-age=31536000, immutable'

const connectMs = 3_000
const idleMs = 60_000
/**
 * Objects that are read at once. Somebody who listens takes minutes over one, and whatever waits for a place waits as
 * long.
 */
const mostConnections = 4_096
/** Forms that are sent on at once. */
const mostForms = 256

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
      connectionTimeout: connectMs,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      socketTimeout: idleMs,
    },
  })
  const reader = createReader({ ...options, mostConnections, connectMs, answerMs: timeoutMs, idleMs })
  const signer =
    options.publicEndpoint === undefined ? undefined : new S3Client({ ...common, endpoint: options.publicEndpoint })

  const bucketAt = (server: string) => `${server.replace(/\/+$/, '')}/${bucket}/`
  const forms = createFormSender({
    address: bucketAt(endpoint),
    mostConnections: mostForms,
    connectMs,
    answerMs: timeoutMs,
    idleMs,
  })

  const objects: Omit<Storage, keyof PartUploads> = {
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
      let answer: Dispatcher.ResponseData
      try {
        answer = await reader.get(key, { range, signal })
      } catch (error) {
        throw sorted(error, signal)
      }
      const { statusCode, headers, body } = answer
      if (statusCode !== 200 && statusCode !== 206) {
        body.destroy()
        if (statusCode === 404) return undefined
        if (statusCode === 416) throw new RangeError('the range lies outside of the object')
        throw sorted(new Error(`the object store answered ${statusCode}`), signal)
      }
      const said = (name: string) => [headers[name]].flat()[0]
      return {
        body,
        contentType: said('content-type') ?? 'application/octet-stream',
        contentLength: Number(said('content-length') ?? 0),
        etag: said('etag') ?? '',
        contentRange: said('content-range'),
      }
    },
    size: async (key, options) => (await objects.head(key, options))?.contentLength,
    head: async (key, { signal } = {}) => {
      try {
        const { ContentLength, ETag } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }), {
          abortSignal: signal,
        })
        return { contentLength: ContentLength ?? 0, etag: ETag ?? '' }
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined
        throw sorted(error, signal)
      }
    },
    isPublic: signer !== undefined,
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
    formAddress: bucketAt(options.publicEndpoint ?? endpoint),
    signForm: async (key, { seconds, contentType, maxBytes }) => {
      const { fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: key,
        Expires: seconds,
        Fields: { 'Content-Type': contentType, 'Cache-Control': 'private, no-store' },
        Conditions: [['content-length-range', 1, maxBytes]],
      })
      return fields
    },
    sendForm: async form => {
      let status: number
      try {
        status = await forms.send(form)
      } catch (error) {
        throw sorted(error, form.signal)
      }
      if (status >= 500) throw sorted(new Error(`the object store answered ${status}`), undefined)
      return status
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
      reader.close()
      forms.close()
      signer?.destroy()
    },
  }
  return { ...createPartUploads({ client, bucket, put: objects.put, caching: immutableCaching }), ...objects }
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
