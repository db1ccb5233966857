import { RetryableError } from '../../core/errors.js'
import { runBounded } from './bounded-run.js'
import { inputArgs } from './input.js'
import type { Probed } from './probe.js'

export interface PictureOptions {
  readonly ffmpegPath: string
  readonly probed: Probed
  readonly signal: AbortSignal
  /** What is larger is none. Default 20 MiB. */
  readonly maxBytes?: number
}

const bounds = { cpuSeconds: 10, wallSeconds: 20, fileBytes: 512 }

class TooLarge extends Error {}

/**
 * The picture that is embedded in a file, undecoded and not to be trusted (see objects/picture.ts); undefined where
 * there is none, or none that can be had: no track fails by its cover.
 *
 * @throws the signal's reason
 * @throws RetryableError as runBounded does
 */
export const extractPicture = async (
  path: string,
  { ffmpegPath, probed, signal, maxBytes = 20 * 1024 * 1024 }: PictureOptions,
): Promise<Buffer | undefined> => {
  if (probed.pictureStream === undefined) return undefined
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    await runBounded({
      program: ffmpegPath,
      args: [
        ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+error'],
        ...inputArgs(path),
        ...['-map', `0:${probed.pictureStream}`, '-map_metadata', '-1', '-c', 'copy', '-frames:v', '1'],
        ...['-f', 'image2pipe', 'pipe:1'],
      ],
      bounds,
      signal,
      onOutput: piece => {
        bytes += piece.byteLength
        if (bytes > maxBytes) throw new TooLarge()
        pieces.push(piece)
      },
    })
  } catch (error) {
    if (signal.aborted || error instanceof RetryableError) throw error
    return undefined
  }
  return bytes === 0 ? undefined : Buffer.concat(pieces)
}
