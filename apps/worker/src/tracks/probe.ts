import { failVersion } from '@mudig/db/tracks/fail'
import { writeProbed } from '@mudig/db/tracks/probed'
import { probeTrack } from '@mudig/shared/tracks/queues'
import { processorOf } from '../runtime/processor.js'
import { workOn } from './work-on.js'

/** Says what a file is, refuses what is no track, and queues the steps that follow. */
export const probe = processorOf(probeTrack, {
  vendors: ['ffmpeg', 'storage', 'trackLimits'],
  run: (of, context) =>
    workOn(of, 'probe', context, async (_, { path, sha256, signal }) => {
      const { vendors, complete, requestId } = context
      const probed = await vendors.ffmpeg.probe(path, { signal })
      await complete(trx => writeProbed(trx, of, probed, { ...vendors.trackLimits, requestId, sha256 }))
    }),
  failed: (trx, of, { code }, { request_id }) => failVersion(trx, of, 'probe', code, request_id ?? undefined),
})
