import type * as queues from '@mudig/shared/posts/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { announce } from './announce.js'

export const processors = {
  announcePost: announce,
} satisfies ProcessorsOf<typeof queues>
