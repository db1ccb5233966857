import { analyseTrack } from '@mudig/shared/tracks/queues'
import { processorOf } from '../runtime/processor.js'

export const analyse = processorOf(analyseTrack, {
  vendors: [],
  run: (_, { complete }) => complete(async () => undefined),
})
