import type * as queues from '@mudig/shared/vectors/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { build } from './build-index.js'
import { question } from './embed-question.js'
import { embed } from './embed-texts.js'

export const processors = {
  embedTexts: embed,
  embedQuestion: question,
  buildIndex: build,
} satisfies ProcessorsOf<typeof queues>
