import { extractPicture } from '@mudig/shared/tracks/queues'
import { processorOf } from '../runtime/processor.js'

export const extract = processorOf(extractPicture, {
  vendors: [],
  run: (_, { complete }) => complete(async () => undefined),
})
