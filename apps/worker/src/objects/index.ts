import type * as queues from '@mudig/shared/objects/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { thumbnails } from './make-thumbnails.js'
import { remove } from './remove-pictures.js'
import { verify } from './verify-upload.js'

export const processors = {
  makeThumbnails: thumbnails,
  removePictures: remove,
  verifyUpload: verify,
} satisfies ProcessorsOf<typeof queues>
