import type * as queues from '@mudig/shared/music/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { check } from './check-videos.js'
import { match } from './match.js'

export const processors = { matchMusic: match, checkVideos: check } satisfies ProcessorsOf<typeof queues>
