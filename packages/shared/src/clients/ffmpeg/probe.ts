import { PermanentError } from '../../core/errors.js'
import { runBounded } from './bounded-run.js'
import { audioCodecs, inputArgs } from './input.js'
import type { Messages } from './messages.js'
import { readTags, type Tags } from './tags.js'

export interface Probed {
  /** ffmpeg's name of the container, by its content: `mp3`, `flac`, `mov`, … */
  readonly format: string
  /** How sure ffmpeg is of that, 25 to 100. */
  readonly score: number
  readonly codec: string
  /** Hz. */
  readonly sampleRate: number
  readonly channels: number
  /**
   * `declared`: the container itself says so (Xing, STREAMINFO, moov), and what decodes to less is cut off. `found`: by
   * its last page or its size. `estimated` from a bitrate, which may be wrong by far. None: not even that.
   */
  readonly duration: { readonly ms: number; readonly by: 'declared' | 'found' | 'estimated' } | undefined
  readonly tags: Tags
  /** The number of the stream that is an embedded picture. */
  readonly pictureStream: number | undefined
}

export interface ProbeOptions {
  readonly ffprobePath: string
  /** A longer file is refused where its container says so. */
  readonly maxSeconds: number
  readonly signal: AbortSignal
}

const bounds = { cpuSeconds: 10, wallSeconds: 20, fileBytes: 512 }
const lowestScore = 25
/** Nothing that people hear has more, and decoding costs by both. */
const most = { sampleRate: 192_000, channels: 8 }
const mostBytes = 1024 * 1024

/**
 * Looks at what a file is, by its content alone. What it really holds only decoding shows (see analyse.ts).
 *
 * @throws PermanentError `not_audio`, `no_audio` (a film without sound), `audio_unreadable`, `audio_too_fine`, `too_long`
 * @throws what runBounded throws
 */
export const probe = async (path: string, { ffprobePath, maxSeconds, signal }: ProbeOptions): Promise<Probed> => {
  const pieces: Buffer[] = []
  let bytes = 0
  const { code, messages } = await runBounded({
    program: ffprobePath,
    args: [
      ...['-hide_banner', '-loglevel', 'repeat+level+warning'],
      // Bytes as they are: which text they are is ours to find out.
      ...['-of', 'json=c=1:sv=ignore', '-show_entries', entries],
      ...inputArgs(path),
    ],
    bounds,
    signal,
    onOutput: piece => {
      bytes += piece.byteLength
      if (bytes > mostBytes) throw new PermanentError('audio_unreadable', 'the file describes itself without an end')
      pieces.push(piece)
    },
  })
  if (code !== 0) throw unopened(messages)
  return sorted(JSON.parse(Buffer.concat(pieces).toString('latin1')) as Described, messages, maxSeconds)
}

const entries = [
  'format=format_name,probe_score,duration:format_tags',
  'stream=index,codec_type,codec_name,sample_rate,channels,duration:stream_tags:stream_disposition=attached_pic',
].join(':')

/** As ffprobe prints it: numbers with a fraction are strings. */
interface Described {
  readonly format?: {
    readonly format_name?: string
    readonly probe_score?: number
    readonly duration?: string
    readonly tags?: Readonly<Record<string, string>>
  }
  readonly streams?: readonly {
    readonly index: number
    readonly codec_type?: string
    readonly codec_name?: string
    readonly sample_rate?: string
    readonly channels?: number
    readonly duration?: string
    readonly disposition?: { readonly attached_pic?: number }
    readonly tags?: Readonly<Record<string, string>>
  }[]
}

const notAudio = (why: string) => new PermanentError('not_audio', `the file is no sound that we know: ${why}`)

const unopened = (messages: Messages): PermanentError =>
  messages.mention('moov atom not found')
    ? new PermanentError('audio_unreadable', 'the file ends before the part that describes it (moov)')
    : notAudio(messages.errors[0] ?? 'it cannot be opened')

const sorted = ({ format, streams = [] }: Described, messages: Messages, maxSeconds: number): Probed => {
  const score = format?.probe_score ?? 0
  const name = format?.format_name?.split(',')[0] ?? ''
  if (score < lowestScore || name === '') throw notAudio('it resembles one by chance')
  const sound = streams.find(stream => stream.codec_type === 'audio')
  if (sound === undefined) throw new PermanentError('no_audio', 'the file has no sound')
  const codec = sound.codec_name ?? 'unknown'
  const sampleRate = Number(sound.sample_rate ?? 0)
  const channels = sound.channels ?? 0
  if (!audioCodecs.includes(codec))
    throw new PermanentError('audio_unreadable', `the sound is encoded in a way that is not decoded here (${codec})`)
  if (!(sampleRate > 0) || !(channels > 0)) throw notAudio('it has no rate or no channels')
  if (sampleRate > most.sampleRate || channels > most.channels)
    throw new PermanentError(
      'audio_too_fine',
      `the sound has ${channels} channels at ${sampleRate} Hz, more than ${most.channels} or than ${most.sampleRate} Hz`,
    )
  const duration = durationOf(name, sound.duration ?? format?.duration, messages)
  if (duration !== undefined && duration.by !== 'estimated' && duration.ms > maxSeconds * 1_000)
    throw new PermanentError('too_long', `the track is longer than ${maxSeconds} s`)
  return {
    format: name,
    score,
    codec,
    sampleRate,
    channels,
    duration,
    tags: readTags([format?.tags, sound.tags]),
    pictureStream: streams.find(stream => stream.disposition?.attached_pic === 1)?.index,
  }
}

const declaring = ['mp3', 'flac', 'mov']

const durationOf = (format: string, text: string | undefined, messages: Messages): Probed['duration'] => {
  const ms = Math.round(Number(text) * 1_000)
  if (text === undefined || !Number.isFinite(ms) || ms <= 0) return undefined
  // The one trace that libavformat leaves of it (estimate_timings_from_bit_rate).
  if (messages.mention('Estimating duration from bitrate')) return { ms, by: 'estimated' }
  return { ms, by: declaring.includes(format) ? 'declared' : 'found' }
}
