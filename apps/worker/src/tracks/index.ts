import type * as queues from '@mudig/shared/tracks/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { analyse } from './analyse.js'
import { announce } from './announce.js'
import { assemble } from './assemble.js'
import { extract } from './extract-picture.js'
import { probe } from './probe.js'
import { render } from './render.js'

export const processors = {
  assembleTrack: assemble,
  probeTrack: probe,
  analyseTrack: analyse,
  renderTrack: render,
  extractPicture: extract,
  announceTrack: announce,
} satisfies ProcessorsOf<typeof queues>
