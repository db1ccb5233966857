import type * as queues from '@mudig/shared/products/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { fetch } from './fetch-preview.js'

export const processors = { fetchPreview: fetch } satisfies ProcessorsOf<typeof queues>
