import { writeAnalysis } from '@mudig/db/tracks/analysed'
import { failVersion } from '@mudig/db/tracks/fail'
import { waveformDat } from '@mudig/shared/clients/ffmpeg/waveform'
import { analyseTrack } from '@mudig/shared/tracks/queues'
import { processorOf } from '../runtime/processor.js'
import { createPartialWaveform } from './partial-waveform.js'
import { storeFile } from './store-file.js'
import { workOn } from './work-on.js'

const tellEveryMs = 500

/** Decodes a file once: its waveform, which is told while it grows, its loudness, and how long it really is. */
export const analyse = processorOf(analyseTrack, {
  vendors: ['ffmpeg', 'storage'],
  run: (of, context) =>
    workOn(of, 'analyse', context, async (found, { path, signal, tell, told }) => {
      const { probed } = found
      const waveform = createPartialWaveform(probed.duration?.ms ?? 0)
      const poke = tell('waveform', tellEveryMs, waveform.take)
      const { durationMs, peaks, bars, loudness, truncated, errorCount } = await context.vendors.ffmpeg.analyse(path, {
        probed,
        signal,
        onProgress: progress => {
          waveform.add(progress)
          poke()
        },
      })
      if (errorCount > 0) context.log.info({ errors: errorCount, truncated }, 'a track decodes with errors')
      await told()
      const analysed = { duration_ms: durationMs, loudness_lufs: loudness, wave: bars, is_truncated: truncated }
      const data = waveformDat(peaks)
      await storeFile(
        found,
        { ending: 'dat', bytes: data.byteLength, contentType: 'application/octet-stream', body: once(data) },
        (trx, file) => writeAnalysis(trx, of, analysed, file, context.requestId),
        context,
      )
    }),
  failed: (trx, of, { code }, { request_id }) => failVersion(trx, of, 'analyse', code, request_id ?? undefined),
})

const once = async function* (data: Buffer) {
  yield data
}
