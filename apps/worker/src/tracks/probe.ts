import { probeTrack } from '@mudig/shared/tracks/queues'
import { processorOf } from '../runtime/processor.js'

export const probe = processorOf(probeTrack, { vendors: [], run: (_, { complete }) => complete(async () => undefined) })
