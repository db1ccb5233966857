import { renderTrack } from '@mudig/shared/tracks/queues'
import { processorOf } from '../runtime/processor.js'

export const render = processorOf(renderTrack, {
  vendors: [],
  run: (_, { complete }) => complete(async () => undefined),
})
