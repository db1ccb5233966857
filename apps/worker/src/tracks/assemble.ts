import { assembleTrack } from '@mudig/shared/tracks/queues'
import { processorOf } from '../runtime/processor.js'

export const assemble = processorOf(assembleTrack, {
  vendors: [],
  run: (_, { complete }) => complete(async () => undefined),
})
