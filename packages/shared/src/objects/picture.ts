import { availableParallelism } from 'node:os'
import sharp, { type Sharp } from 'sharp'
import { type JobError, PermanentError, RetryableError } from '../core/errors.js'
import { atOnce } from './at-once.js'
import { type ThumbnailSize, thumbnailSides, thumbnailSizes } from './keys.js'

/** ASVS 5.0, 5.2.6: pixels are capped before anything is decoded. */
const defaultMaxPixels = 25_000_000
const timeoutSeconds = 20
const quality = 86
/**
 * Of WebP's levels 0 to 6 the one that costs least: a painting of 1024 pixels took 36 ms of a core instead of the 110
 * of level 4, and had 284 kB instead of 286.
 */
const effort = 0

// No picture is worked on twice, so nothing is worth keeping; and pictures run beside each other, so one needs no more
// than one thread.
sharp.cache(false)
sharp.concurrency(1)

/** However many pictures are under way, no more of them hold pixels in memory than there are cores to work on them. */
const withPixels = atOnce(availableParallelism())

export interface NormaliseOptions {
  /** Default 25 million. */
  readonly maxPixels?: number
  /** Longest side of the result, in pixels; smaller pictures stay as they are. */
  readonly maxSide: number
}

export interface NormalisedPicture {
  readonly data: Buffer
  readonly contentType: 'image/webp'
  readonly width: number
  readonly height: number
}

/** WebP of each size; where the picture is no larger than one of them, its own bytes. */
export type Thumbnails = Record<ThumbnailSize, Buffer>

type Format = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif'

/** Decoded: upright, sRGB, with three or four channels of eight bits. */
interface Pixels {
  readonly data: Buffer
  readonly info: { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 }
}

/**
 * Decodes whatever somebody gave us as a picture and encodes it anew: upright, sRGB, the first frame, without any
 * metadata, so that nothing of the file but its pixels survives (no position, no second file hidden behind the first).
 *
 * @throws PermanentError `picture_type` (not JPEG, PNG, WebP, AVIF or GIF by its content; SVG is none),
 * `picture_too_large`,
 *   `picture_broken`
 * @throws RetryableError `picture_timeout`
 */
export const normalisePicture = (buffer: Buffer, options: NormaliseOptions): Promise<NormalisedPicture> =>
  working(options.maxPixels, async () => encoded(await normalised(buffer, options)))

/** As `normalisePicture`, with the thumbnails out of the same pixels. */
export const normaliseWithThumbnails = (
  buffer: Buffer,
  options: NormaliseOptions,
): Promise<NormalisedPicture & { readonly thumbnails: Thumbnails }> =>
  working(options.maxPixels, async () => {
    const pixels = await normalised(buffer, options)
    const picture = await encoded(pixels)
    return { ...picture, thumbnails: await thumbnailsOf(pixels, picture.data) }
  })

/** The thumbnails of a picture of ours. Errors as for `normalisePicture`. */
export const makeThumbnails = (buffer: Buffer): Promise<Thumbnails> =>
  working(defaultMaxPixels, async () => thumbnailsOf(await pixelsOf(upright(opened(buffer, defaultMaxPixels))), buffer))

const working = async <T>(maxPixels = defaultMaxPixels, work: () => Promise<T>): Promise<T> => {
  try {
    return await withPixels(work)
  } catch (error) {
    throw sortFailure(error, maxPixels)
  }
}

const opened = (buffer: Buffer, maxPixels: number): Sharp =>
  sharp(buffer, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 })

const upright = (image: Sharp): Sharp => image.autoOrient().toColourspace('srgb')

const normalised = async (
  buffer: Buffer,
  { maxPixels = defaultMaxPixels, maxSide }: NormaliseOptions,
): Promise<Pixels> => {
  const format = sniff(buffer)
  if (!format) throw new PermanentError('picture_type', 'the file is not a JPEG, PNG, WebP, AVIF or GIF picture')
  const image = opened(buffer, maxPixels)
  const { format: decoded, width, height } = await image.metadata()
  if (decoded !== (format === 'avif' ? 'heif' : format))
    throw new PermanentError('picture_type', 'the decoded format differs from the file signature')
  if (width * height > maxPixels) throw tooLarge(maxPixels)
  return pixelsOf(within(upright(image), maxSide))
}

/** Never enlarged. */
const within = (image: Sharp, side: number): Sharp =>
  image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })

const pixelsOf = async (image: Sharp): Promise<Pixels> => {
  const { data, info } = await image.raw().timeout({ seconds: timeoutSeconds }).toBuffer({ resolveWithObject: true })
  return {
    data,
    info: { width: info.width, height: info.height, channels: info.channels as Pixels['info']['channels'] },
  }
}

const fromPixels = ({ data, info }: Pixels): Sharp => sharp(data, { raw: info })

const encoded = async (pixels: Pixels): Promise<NormalisedPicture> => {
  const data = await fromPixels(pixels).webp({ quality, effort }).timeout({ seconds: timeoutSeconds }).toBuffer()
  return { data, contentType: 'image/webp', width: pixels.info.width, height: pixels.info.height }
}

/** Each size out of the pixels of the next larger one, from the largest down. */
const thumbnailsOf = async (original: Pixels, data: Buffer): Promise<Thumbnails> => {
  const made: Partial<Thumbnails> = {}
  let larger = { pixels: original, data }
  for (const size of [...thumbnailSizes].sort((a, b) => thumbnailSides[b] - thumbnailSides[a])) {
    const side = thumbnailSides[size]
    const { width, height } = larger.pixels.info
    if (Math.max(width, height) > side) {
      const pixels = await pixelsOf(within(fromPixels(larger.pixels), side))
      larger = { pixels, data: (await encoded(pixels)).data }
    }
    made[size] = larger.data
  }
  return made as Thumbnails
}

/** A square JPEG out of the middle of a picture of ours. Errors as for `normalisePicture`. */
export const toSquareJpeg = (buffer: Buffer, side: number): Promise<Buffer> =>
  working(defaultMaxPixels, () =>
    opened(buffer, defaultMaxPixels)
      .resize({ width: side, height: side, fit: 'cover' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .timeout({ seconds: timeoutSeconds })
      .toBuffer(),
  )

/**
 * By the first bytes alone: names and headers are what the sender says, and the decoder must not choose among all that
 * it knows.
 */
const sniff = (buffer: Buffer): Format | undefined => {
  const ascii = (start: number, end: number) => buffer.toString('latin1', start, end)
  if (ascii(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp'
  if (ascii(4, 8) === 'ftyp' && /^avi[fs]$/.test(ascii(8, 12))) return 'avif'
  if (/^GIF8[79]a$/.test(ascii(0, 6))) return 'gif'
  return undefined
}

const tooLarge = (maxPixels: number) =>
  new PermanentError('picture_too_large', `the picture has more than ${maxPixels} pixels`)

/** sharp throws plain errors; their texts are all there is to tell them apart by. */
const sortFailure = (error: unknown, maxPixels: number): JobError => {
  if (error instanceof PermanentError) return error
  const message = error instanceof Error ? error.message : ''
  if (/pixel limit/i.test(message)) return tooLarge(maxPixels)
  if (/timeout/i.test(message))
    return new RetryableError('picture_timeout', `the picture took longer than ${timeoutSeconds} s`)
  return new PermanentError('picture_broken', 'the picture cannot be decoded', { cause: error })
}
