import type * as queues from '@mudig/shared/moderation/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { admonishOne } from './admonish-author.js'
import { mail } from './mail-decision.js'

export const processors = { mailDecision: mail, admonishAuthor: admonishOne } satisfies ProcessorsOf<typeof queues>
