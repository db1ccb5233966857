import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { progressOf } from '@mudig/db/tracks/events'
import { failVersion } from '@mudig/db/tracks/fail'
import type { Segments } from '@mudig/db/tracks/files'
import { writeRendition } from '@mudig/db/tracks/rendered'
import { readFragments } from '@mudig/shared/clients/ffmpeg/fragments'
import type { TrackEnding } from '@mudig/shared/tracks/keys'
import { renderTrack, type TrackFormat } from '@mudig/shared/tracks/queues'
import { processorOf } from '../runtime/processor.js'
import { requireRoom, withFolder } from './original.js'
import { storeFile } from './store-file.js'
import { workOn } from './work-on.js'

const tellEveryMs = 1_000
const endings: Readonly<Record<TrackFormat, TrackEnding>> = { aac: 'm4a', opus: 'ogg', mp3: 'mp3' }
/** The most that any of the formats takes: 160 kbit/s, and what a container adds. */
const bytesPerMs = 24

/** Encodes what listeners get. */
export const render = processorOf(renderTrack, {
  vendors: ['ffmpeg', 'storage', 'trackLimits'],
  run: ({ format, ...of }, context) =>
    workOn(of, format, context, (found, { path, signal, tell, told }) =>
      withFolder(async folder => {
        const { ffmpeg, trackLimits } = context.vendors
        const { probed, duration_ms } = found
        // What a header says may be far too short, and a rendition that is cut off is none: until the file was decoded
        // the longest that there may be is the bound.
        const boundMs = duration_ms ?? trackLimits.maxSeconds * 1_000
        const expectedMs = duration_ms ?? probed.duration?.ms ?? boundMs
        await requireRoom(expectedMs * bytesPerMs)
        let renderedMs = 0
        const poke = tell('progress', tellEveryMs, ({ files }) => {
          const share = Math.min(1, renderedMs / expectedMs)
          const progress = format === 'aac' && { progress: progressOf({ isAnalysed: !!files.waveform, aac: share }) }
          return { stage: format, ...progress, percent: Math.floor(100 * share) }
        })
        const out = join(folder, `rendition.${endings[format]}`)
        const { bytes, contentType } = await ffmpeg.render(path, out, format, {
          source: probed,
          durationMs: boundMs,
          signal,
          onProgress: progress => {
            renderedMs = progress.renderedMs
            poke()
          },
        })
        const segments = format === 'aac' ? { segments: await segmentsOf(out) } : {}
        await told()
        await storeFile(
          found,
          { ending: endings[format], bytes, contentType, body: piecesOf(out) },
          (trx, file) => writeRendition(trx, of, format, { ...file, ...segments }, context.requestId),
          context,
        )
      }),
    ),
  failed: (trx, { format, ...of }, { code }, { request_id }) =>
    failVersion(trx, of, format, code, request_id ?? undefined),
})

/** Opened when it is first asked for something, and closed however that ends. */
const piecesOf = async function* (path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { highWaterMark: 256 * 1024 })
}

const segmentsOf = async (path: string): Promise<Segments> => {
  const { initBytes, fragments } = await readFragments(path)
  return {
    init: initBytes,
    segments: fragments.map(({ offset, bytes, seconds }) => [offset, bytes, Math.round(seconds * 1_000)]),
  }
}
