import { Type } from 'typebox'
import { defineQueue } from '../core/define-queue.js'
import { Id } from '../core/ids.js'
import { UploadKey } from './uploads.js'

/**
 * Makes the three sizes of a stored picture that came without them. Nobody waits for them: a front end shows the
 * original meanwhile.
 */
export const makeThumbnails = defineQueue({
  name: 'media.thumbnails',
  lane: 'media',
  payload: Type.Object({ v: Type.Literal(1), picture_id: Id }),
  key: ({ picture_id }) => `${picture_id}`,
  attempts: 5,
  backoff: { delayMs: 2_000, maxDelayMs: 60_000, jitter: 0.5 },
  timeoutMs: 30_000,
})

/** Removes pictures that nothing shows any longer, with their thumbnails. Whoever adds it has unset every reference. */
export const removePictures = defineQueue({
  name: 'media.remove',
  lane: 'bulk',
  payload: Type.Object({
    v: Type.Literal(1),
    keys: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 200 }),
  }),
  attempts: 10,
  backoff: { delayMs: 5_000, maxDelayMs: 600_000, jitter: 0.5 },
  timeoutMs: 30_000,
})

/**
 * Looks at what somebody sent to the store by a form: decodes it, encodes it anew under another key, and removes what was
 * sent. Its sender may be looking at the place where it is about to be shown.
 */
export const verifyUpload = defineQueue({
  name: 'media.verify-upload',
  lane: 'media',
  payload: Type.Object({ v: Type.Literal(1), key: UploadKey }),
  key: ({ key }) => key,
  attempts: 6,
  backoff: { delayMs: 1_000, maxDelayMs: 60_000, jitter: 0.5 },
  timeoutMs: 60_000,
})

export const queues = { makeThumbnails, removePictures, verifyUpload }

/** What jobs are about. */
export const jobSubjects = ['picture'] as const
