import type * as queues from '@mudig/shared/playlists/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { compose } from './compose.js'
import { draw } from './draw-cover.js'
import { paint } from './paint-cover.js'

export const processors = {
  composePlaylist: compose,
  paintCover: paint,
  drawCover: draw,
} satisfies ProcessorsOf<typeof queues>
