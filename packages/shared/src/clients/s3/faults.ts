import { S3ServiceException } from '@aws-sdk/client-s3'
import { RetryableError } from '../../core/errors.js'

/** What is thrown for a failure of the store: the reason of an abort, or else that the store is away. */
export const sorted = (error: unknown, signal: AbortSignal | undefined): unknown => {
  if (signal?.aborted) return signal.reason
  return new RetryableError('storage_unavailable', 'the object store failed', { cause: error })
}

/** Whether there is no such upload in parts: it was ended, or its object stands. */
export const isEnded = (error: unknown): boolean =>
  error instanceof S3ServiceException && (error.name === 'NoSuchUpload' || error.$metadata.httpStatusCode === 404)

/** The same for whoever sends to an upload, or puts it together. */
export const sortedUpload = (error: unknown, signal: AbortSignal | undefined): unknown =>
  !signal?.aborted && isEnded(error)
    ? new RetryableError('upload_ended', 'the upload was ended by another process', { cause: error })
    : sorted(error, signal)
