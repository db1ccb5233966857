import { PermanentError } from '../../core/errors.js'
import { runBounded } from './bounded-run.js'
import { boundsFor } from './cost.js'
import { soundArgs } from './input.js'
import type { Messages } from './messages.js'
import { createPeakMeter, type Peaks } from './peaks.js'
import type { Probed } from './probe.js'

export interface Analysis {
  /** Of what was decoded, which is the truth about a file whatever its container says. */
  readonly durationMs: number
  readonly samples: number
  readonly peaks: Peaks
  /** Means of 270 parts, 0 to 300. */
  readonly bars: number[]
  /** Integrated loudness (EBU R 128), LUFS; null where all is silent. */
  readonly loudness: number | null
  /** The container declares a length of which less than 95 % is there. */
  readonly truncated: boolean
  /** The first complaints of the decoder, and how many there were. A cut file may have none. */
  readonly errors: readonly string[]
  readonly errorCount: number
}

/** How far it is. `pairs` are the pixels since the last call, from the pixel `from`; valid until the call returns. */
export interface AnalysisProgress {
  readonly decodedMs: number
  readonly from: number
  readonly pairs: Int8Array
}

export interface AnalyseOptions {
  readonly ffmpegPath: string
  readonly probed: Probed
  readonly maxSeconds: number
  readonly signal: AbortSignal
  onProgress?(progress: AnalysisProgress): void
}

const progressEveryMs = 250
const shortestMs = 1_000
/** Where less than this part of a declared length decodes, something is missing. */
const wholeFrom = 0.95
/** The lowest that the filter measures, its absolute gate (EBU Tech 3341). */
const silence = -70

/**
 * Decodes a file once, for its length, peaks and loudness. Peaks are of all channels mixed to one, at the file's own
 * rate; true peak is not measured.
 *
 * @throws PermanentError `not_audio` (nothing in it), `audio_unreadable`, `too_short`, `too_long`
 * @throws what runBounded throws
 */
export const analyse = async (
  path: string,
  { ffmpegPath, probed, maxSeconds, signal, onProgress }: AnalyseOptions,
): Promise<Analysis> => {
  const { sampleRate, duration } = probed
  const meter = createPeakMeter(sampleRate)
  const report = reporter(onProgress, meter, sampleRate)
  let half: Buffer | undefined
  const { messages } = await runBounded({
    program: ffmpegPath,
    args: [
      // A second more, to tell what is too long from what just fits.
      ...soundArgs(path, maxSeconds + 1),
      '-af',
      [
        // A mono file is heard from two loudspeakers.
        'ebur128=framelog=verbose:dualmono=true',
        `aformat=sample_fmts=s16:channel_layouts=mono:sample_rates=${sampleRate}`,
      ].join(','),
      ...['-flush_packets', '0', '-f', 's16le', 'pipe:1'],
    ],
    bounds: { ...boundsFor(duration?.ms, maxSeconds), fileBytes: 512 },
    signal,
    onOutput: piece => {
      // A piece may end amid a sample.
      const bytes = half === undefined ? piece : Buffer.concat([half, piece])
      const whole = bytes.byteLength & ~1
      half = whole < bytes.byteLength ? Buffer.from(bytes.subarray(whole)) : undefined
      meter.add(samplesIn(bytes.subarray(0, whole)))
      report()
    },
  })
  const durationMs = Math.round((meter.count / sampleRate) * 1_000)
  if (meter.count === 0) throw nothingIn(messages)
  if (durationMs < shortestMs) throw new PermanentError('too_short', 'the track is shorter than a second')
  if (durationMs > maxSeconds * 1_000) throw new PermanentError('too_long', `the track is longer than ${maxSeconds} s`)
  return {
    durationMs,
    samples: meter.count,
    ...meter.end(),
    loudness: loudnessIn(messages.last),
    truncated: duration?.by === 'declared' && durationMs < duration.ms * wholeFrom,
    errors: messages.errors,
    errorCount: messages.errorCount,
  }
}

/** All platforms that Node runs on in earnest are little-endian. */
const samplesIn = (bytes: Buffer): Int16Array => {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes)
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2)
}

const reporter = (
  onProgress: AnalyseOptions['onProgress'],
  meter: ReturnType<typeof createPeakMeter>,
  sampleRate: number,
) => {
  let from = 0
  let last = performance.now()
  return (): void => {
    if (onProgress === undefined || performance.now() - last < progressEveryMs) return
    last = performance.now()
    const pairs = meter.pairsFrom(from)
    onProgress({ decodedMs: Math.round((meter.count / sampleRate) * 1_000), from, pairs })
    from += pairs.length / 2
  }
}

const nothingIn = ({ errors, errorCount }: Messages): PermanentError =>
  errorCount > 0
    ? new PermanentError('audio_unreadable', `nothing of the sound can be decoded: ${errors[0]}`)
    : new PermanentError('not_audio', 'there is no sound behind the file’s header')

/** What the filter says when it ends; the last such line, because a file's tags are printed before. */
const loudnessIn = (lines: readonly string[]): number | null => {
  const found = lines.map(line => /^I: +(-?\d+(?:\.\d+)?) LUFS$/.exec(line)?.[1]).findLast(text => text !== undefined)
  const lufs = Number(found ?? Number.NaN)
  return Number.isFinite(lufs) && lufs > silence ? lufs : null
}
