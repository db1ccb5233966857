import type * as queues from '@mudig/shared/reviews/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { analyse } from './analyse-review.js'
import { rewrite } from './rewrite-review.js'

export const processors = { analyseReview: analyse, rewriteReview: rewrite } satisfies ProcessorsOf<typeof queues>
