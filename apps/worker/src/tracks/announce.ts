import { announceTrack } from '@mudig/shared/tracks/queues'
import { processorOf } from '../runtime/processor.js'

export const announce = processorOf(announceTrack, {
  vendors: [],
  run: (_, { complete }) => complete(async () => undefined),
})
