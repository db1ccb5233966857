import sharp, { type Sharp } from 'sharp'
import { type JobError, PermanentError, RetryableError } from '../errors.js'

/** ASVS 5.0, 5.2.6: pixels are capped before anything is decoded. */
const defaultMaxPixels = 25_000_000
const timeoutSeconds = 20
const quality = 86

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

type Format = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif'

/**
 * Decodes whatever somebody gave us as a picture and encodes it anew: upright, sRGB, the first frame, without any metadata, so that
 * nothing of the file but its pixels survives (no position, no second file hidden behind the first).
 *
 * @throws PermanentError `picture_type` (not JPEG, PNG, WebP, AVIF or GIF by its content; SVG is none), `picture_too_large`,
 *   `picture_broken`
 * @throws RetryableError `picture_timeout`
 */
export const normalisePicture = async (
  buffer: Buffer,
  { maxPixels = defaultMaxPixels, maxSide }: NormaliseOptions,
): Promise<NormalisedPicture> => {
  const format = sniff(buffer)
  if (!format) throw new PermanentError('picture_type', 'the file is not a JPEG, PNG, WebP, AVIF or GIF picture')
  try {
    const image = sharp(buffer, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 })
    const { format: decoded, width, height } = await image.metadata()
    if (decoded !== (format === 'avif' ? 'heif' : format)) throw new PermanentError('picture_type', 'the file is not what it begins as')
    if (width * height > maxPixels) throw tooLarge(maxPixels)
    return await encode(image, maxSide)
  } catch (error) {
    throw sortFailure(error, maxPixels)
  }
}

/** A smaller copy of a picture of ours: its longest side at most `side` pixels, never enlarged. Errors as for `normalisePicture`. */
export const resizeToWebp = async (buffer: Buffer, side: number): Promise<Buffer> => {
  try {
    return (await encode(sharp(buffer, { limitInputPixels: defaultMaxPixels, failOn: 'error', pages: 1 }), side)).data
  } catch (error) {
    throw sortFailure(error, defaultMaxPixels)
  }
}

/** A square JPEG out of the middle of a picture of ours. Errors as for `normalisePicture`. */
export const toSquareJpeg = async (buffer: Buffer, side: number): Promise<Buffer> => {
  try {
    return await sharp(buffer, { limitInputPixels: defaultMaxPixels, failOn: 'error', pages: 1 })
      .resize({ width: side, height: side, fit: 'cover' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .timeout({ seconds: timeoutSeconds })
      .toBuffer()
  } catch (error) {
    throw sortFailure(error, defaultMaxPixels)
  }
}

const encode = async (image: Sharp, side: number): Promise<NormalisedPicture> => {
  const { data, info } = await image
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .webp({ quality })
    .timeout({ seconds: timeoutSeconds })
    .toBuffer({ resolveWithObject: true })
  return { data, contentType: 'image/webp', width: info.width, height: info.height }
}

/** By the first bytes alone: names and headers are what the sender says, and the decoder must not choose among all that it knows. */
const sniff = (buffer: Buffer): Format | undefined => {
  const ascii = (start: number, end: number) => buffer.toString('latin1', start, end)
  if (ascii(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp'
  if (ascii(4, 8) === 'ftyp' && /^avi[fs]$/.test(ascii(8, 12))) return 'avif'
  if (/^GIF8[79]a$/.test(ascii(0, 6))) return 'gif'
  return undefined
}

const tooLarge = (maxPixels: number) => new PermanentError('picture_too_large', `the picture has more than ${maxPixels} pixels`)

/** sharp throws plain errors; their texts are all there is to tell them apart by. */
const sortFailure = (error: unknown, maxPixels: number): JobError => {
  if (error instanceof PermanentError) return error
  const message = error instanceof Error ? error.message : ''
  if (/pixel limit/i.test(message)) return tooLarge(maxPixels)
  if (/timeout/i.test(message)) return new RetryableError('picture_timeout', `the picture took longer than ${timeoutSeconds} s`)
  return new PermanentError('picture_broken', 'the picture cannot be decoded', { cause: error })
}
