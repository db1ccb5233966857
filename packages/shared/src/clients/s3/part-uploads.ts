import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { RetryableError } from '../../core/errors.js'
import { exactly, inParts } from './bodies.js'
import { isEnded, sorted, sortedUpload } from './faults.js'

/** A part that was sent: its number, from 1 to 10,000, and what the store calls its bytes. */
export interface SentPart {
  readonly number: number
  readonly etag: string
}

interface Options {
  readonly signal?: AbortSignal | undefined
}

/** Objects that are sent in parts. Errors as for `Storage`. */
export interface PartUploads {
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
    options: Options & {
      readonly bytes: number
      readonly contentType: string
      readonly began?: (uploadId: string) => Promise<boolean>
    },
  ): Promise<void>
  /**
   * Begins an object whose size nobody knows yet. Until `upload` or `completeUpload` has ended there is nothing under
   * the key, but what was sent takes space: write the upload's id down, so that somebody else can end it.
   */
  beginUpload(key: string, contentType: string, options?: Options & { readonly caching?: string }): Promise<string>
  /**
   * Sends everything that the body yields, a part of 8 MiB at a time and never more in memory, and makes the object
   * appear, in the place of one that is there. What the body throws is thrown on.
   *
   * @returns how many bytes the object has
   * @throws RetryableError `upload_ended` when somebody has ended the upload
   */
  upload(key: string, uploadId: string, body: AsyncIterable<Uint8Array>, options?: Options): Promise<number>
  /**
   * Sends one part: of 5 MiB at least, unless it will be the last. Of two that were sent by one number the later counts,
   * whoever sent it; those that `completeUpload` does not name are dropped.
   *
   * @throws RetryableError `upload_ended` when somebody has ended the upload, or its object stands
   */
  sendPart(key: string, uploadId: string, number: number, body: Uint8Array, options?: Options): Promise<SentPart>
  /**
   * Makes the object appear from its parts, in the order of their numbers, which may have gaps.
   * @throws RetryableError `upload_ended` when somebody has ended the upload, or its object stands: `size` tells which
   */
  completeUpload(key: string, uploadId: string, parts: readonly SentPart[], options?: Options): Promise<void>
  /** Ends an upload and frees its space: nothing can appear by it any more. One that has ended already is no error. */
  endUpload(key: string, uploadId: string, options?: Options): Promise<void>
}

/** S3 takes 5 MiB to 5 GiB, and 10,000 of them: 80 GB. */
export const partBytes = 8 * 1024 * 1024
/** The highest number that a part may have. */
export const mostParts = 10_000
/** For a part, and for putting the parts together. */
const partTimeoutMs = 60_000

export interface PartUploadsOptions {
  readonly client: S3Client
  readonly bucket: string
  /** Stores what is smaller than a part. */
  readonly put: (key: string, body: Buffer, contentType: string, options?: Options) => Promise<void>
  /** Of objects that `putStream` stores. */
  readonly caching: string
}

export const createPartUploads = ({ client, bucket, put, caching }: PartUploadsOptions): PartUploads => {
  const uploads: PartUploads = {
    putStream: async (key, body, { bytes, contentType, began, signal }) => {
      const exact = exactly(body, bytes)
      if (bytes <= partBytes) {
        const pieces: Uint8Array[] = []
        for await (const piece of exact) pieces.push(piece)
        return put(key, Buffer.concat(pieces), contentType, { signal })
      }
      const uploadId = await uploads.beginUpload(key, contentType, { caching, signal })
      try {
        if (began && !(await began(uploadId)))
          throw new RetryableError('upload_ended', 'the upload was aborted before its first byte')
        await uploads.upload(key, uploadId, exact, { signal })
      } catch (error) {
        // Also for a caller that gave up: what was sent takes space until the upload ends. Whoever removes the object
        // tries once more.
        await uploads.endUpload(key, uploadId).catch(() => undefined)
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
      const sent: SentPart[] = []
      let bytes = 0
      for await (const part of inParts(body, partBytes)) {
        sent.push(await uploads.sendPart(key, uploadId, sent.length + 1, part, { signal }))
        bytes += part.byteLength
      }
      await uploads.completeUpload(key, uploadId, sent, { signal })
      return bytes
    },
    sendPart: async (key, uploadId, number, body, { signal } = {}) => {
      const command = new UploadPartCommand({
        Bucket: bucket,
        Key: key,
        UploadId: uploadId,
        PartNumber: number,
        Body: body,
        ContentLength: body.byteLength,
      })
      try {
        const { ETag } = await client.send(command, { abortSignal: signal, requestTimeout: partTimeoutMs })
        if (ETag === undefined) throw new Error('a part without an ETag')
        return { number, etag: ETag }
      } catch (error) {
        throw sortedUpload(error, signal)
      }
    },
    completeUpload: async (key, uploadId, parts, { signal } = {}) => {
      const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }))
      const command = new CompleteMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        UploadId: uploadId,
        MultipartUpload: { Parts },
      })
      try {
        await client.send(command, { abortSignal: signal, requestTimeout: partTimeoutMs })
      } catch (error) {
        throw sortedUpload(error, signal)
      }
    },
    endUpload: async (key, uploadId, { signal } = {}) => {
      const command = new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId })
      try {
        await client.send(command, { abortSignal: signal })
      } catch (error) {
        if (!isEnded(error)) throw sorted(error, signal)
      }
    },
  }
  return uploads
}
