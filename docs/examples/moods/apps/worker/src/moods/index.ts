import type * as queues from '@mudig/shared/moods/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { read } from './read-tone.js'

export const processors = { readTone: read } satisfies ProcessorsOf<typeof queues>
