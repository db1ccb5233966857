import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { PermanentError } from '../../core/errors.js'
import { runBounded } from './bounded-run.js'
import { boundsFor } from './cost.js'
import { declareDuration } from './fragments.js'
import { soundArgs } from './input.js'

export const renditions = ['aac', 'opus', 'mp3'] as const
export type Rendition = (typeof renditions)[number]

export interface RenderOptions {
  readonly ffmpegPath: string
  /** What the source is, see probe.ts. */
  readonly source: { readonly sampleRate: number; readonly channels: number }
  /** What was decoded, see analyse.ts. */
  readonly durationMs: number
  readonly maxSeconds: number
  readonly signal: AbortSignal
  /** About twice a second. */
  onProgress?(progress: { readonly renderedMs: number }): void
}

export interface Rendered {
  readonly bytes: number
  readonly contentType: string
}

const contentTypes: Readonly<Record<Rendition, string>> = { aac: 'audio/mp4', opus: 'audio/ogg', mp3: 'audio/mpeg' }

const kilobits: Readonly<Record<Rendition, number>> = { aac: 160, opus: 96, mp3: 128 }

/** A segment of HLS; as long as Apple recommends. */
const segmentSeconds = 6

/**
 * Encodes the sound of a file into `out`, which is overwritten; a repeat gives the same sound. Nothing of the source's
 * tags, chapters and pictures comes along. At most two channels.
 *
 * What is in `out` after an error is of no use.
 *
 * - `aac`: fragmented MP4 with an index (see fragments.ts): one object for players that fetch ranges, and for HLS.
 * - `opus`: Ogg.
 * - `mp3`: constant bitrate, and each frame complete in itself: see mp3Offset.
 *
 * @throws PermanentError `audio_unreadable`
 * @throws what runBounded throws
 */
export const render = async (
  path: string,
  out: string,
  rendition: Rendition,
  { ffmpegPath, source, durationMs, maxSeconds, signal, onProgress }: RenderOptions,
): Promise<Rendered> => {
  if (!isAbsolute(out)) throw new Error(`the path of a rendition is absolute: ${out}`)
  const expectedBytes = (durationMs / 1_000) * kilobits[rendition] * 125
  let renderedMs = 0
  const onLines = progressLines(ms => {
    renderedMs = ms
    onProgress?.({ renderedMs })
  })
  const { code, messages } = await runBounded({
    program: ffmpegPath,
    args: [
      ...soundArgs(path, maxSeconds + 1),
      ...['-ac', `${Math.min(2, source.channels)}`, '-b:a', `${kilobits[rendition]}k`],
      ...encoderArgs(rendition, source.sampleRate),
      // The same bytes from the same sound: no dates, no versions.
      ...['-fflags', '+bitexact', '-flags:a', '+bitexact'],
      ...['-progress', 'pipe:1', '-stats_period', '0.5', '-y', `file:${out}`],
    ],
    bounds: { ...boundsFor(durationMs, maxSeconds), fileBytes: 2 * expectedBytes + 64 * 1024 },
    signal,
    onOutput: onLines,
  })
  if (code !== 0 || renderedMs === 0)
    throw new PermanentError(
      'audio_unreadable',
      `the sound cannot be encoded: ${messages.errors.at(-1) ?? 'there is none'}`,
    )
  if (rendition === 'aac') await declareDuration(out)
  const { size } = await stat(out)
  return { bytes: size, contentType: contentTypes[rendition] }
}

const encoderArgs = (rendition: Rendition, sampleRate: number): string[] => {
  switch (rendition) {
    case 'aac':
      return [
        ...['-c:a', 'aac', '-ar', `${sampleRate % 11_025 === 0 ? 44_100 : 48_000}`, '-f', 'mp4'],
        // With the start known before the header is written, players leave out what the encoder puts before it.
        ...[
          '-movflags',
          '+delay_moov+default_base_moof+global_sidx',
          '-frag_duration',
          `${segmentSeconds * 1_000_000}`,
        ],
      ]
    case 'opus':
      return ['-c:a', 'libopus', '-ar', '48000', '-f', 'ogg']
    case 'mp3':
      return [
        ...['-c:a', 'libmp3lame', '-ar', `${mp3.sampleRate}`, '-abr', '0', '-reservoir', '0'],
        ...['-id3v2_version', '0', '-write_xing', '0', '-f', 'mp3'],
      ]
  }
}

/** At 48 kHz all frames are of one size, which at 44.1 kHz none is for long. */
const mp3 = { sampleRate: 48_000, samplesPerFrame: 1_152, bytesPerFrame: 384 } as const

/** The first byte of the frame in which the second lies, for a rendition `mp3`. */
export const mp3Offset = (seconds: number): number =>
  Math.floor((seconds * mp3.sampleRate) / mp3.samplesPerFrame) * mp3.bytesPerFrame

/** Reads `out_time_us=…` from what ffmpeg says of its progress. */
const progressLines = (onMs: (ms: number) => void) => {
  let open = ''
  return (piece: Buffer): void => {
    const lines = (open + piece.toString('latin1')).split('\n')
    open = (lines.pop() ?? '').slice(0, 200)
    const last = lines.map(line => /^out_time_us=(\d{1,15})$/.exec(line.trim())?.[1]).findLast(us => us !== undefined)
    if (last !== undefined) onMs(Math.round(Number(last) / 1_000))
  }
}
