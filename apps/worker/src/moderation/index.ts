import type * as queues from '@mudig/shared/moderation/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { mail } from './mail-decision.js'

export const processors = { mailDecision: mail } satisfies ProcessorsOf<typeof queues>
