import type * as queues from '@mudig/shared/notifications/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { notify } from './notify.js'

export const processors = { notify } satisfies ProcessorsOf<typeof queues>
