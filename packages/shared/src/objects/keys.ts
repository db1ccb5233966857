import { createHash, randomBytes } from 'node:crypto'

/** Whose picture it is: a cover, a listener, a cover of a listener's own, a track's, one that was sent by a form. */
export type PictureFolder = 'karlo' | 'profile' | 'playlist' | 'track' | 'picture'

/** Longest side of each resized picture, in pixels: a list, a grid, a screen. */
export const thumbnailSides = { small: 160, medium: 480, large: 1024 } as const

export type ThumbnailSize = keyof typeof thumbnailSides
export type ThumbnailKeys = Record<ThumbnailSize, string>

export const thumbnailSizes = Object.keys(thumbnailSides) as readonly ThumbnailSize[]

/** Everything that the store may be asked for: no other text, however encoded, names an object. */
const pictureKey = /^(karlo|profile|playlist|track|picture)\/[A-Za-z0-9_-]{22}(\.(small|medium|large))?\.webp$/
const originalKey = /^(karlo|profile|playlist|track|picture)\/[A-Za-z0-9_-]{22}\.webp$/

/** What an object is. A kind of its own for each way in which objects are made, shown and erased. */
export type ObjectKind = 'picture' | 'export' | 'track' | 'upload' | 'vectors'

/** Everything that we keep in the store, apart from what was made from another object: no other text names one. */
const objectKey = /^[a-z]{1,20}\/[A-Za-z0-9_-]{22}\.[a-z0-9]{1,8}$/

/** True for what may have a row and be removed; false for what is shipped, and for what was made from another object. */
export const isObjectKey = (key: string): boolean => objectKey.test(key)

const derivedKey = /^(.+)\.(small|medium|large)(\.webp)$/

/** The row that a key belongs to, and the name under which it was made from that; undefined for what is no key of ours. */
export const rowOfKey = (key: string): { original: string; name?: string } | undefined => {
  const [, stem, name, extension] = derivedKey.exec(key) ?? []
  if (name === undefined) return isObjectKey(key) ? { original: key } : undefined
  const original = `${stem}${extension}`
  return isOriginalKey(original) ? { original, name } : undefined
}

/** An object and all that lies beside it because it was made from it, or may lie there. */
export const withDerived = (key: string): string[] =>
  isOriginalKey(key) ? [key, ...Object.values(thumbnailKeys(key))] : [key]

/** A new key of 128 random bits: pictures are asked for without a token, so nobody may guess one. */
export const newPictureKey = (folder: PictureFolder, extension: 'webp' = 'webp'): string =>
  `${folder}/${randomBytes(16).toString('base64url')}.${extension}`

/** True for a picture of ours or one of its thumbnails; false for the shipped ones, which are not in the store. */
export const isPictureKey = (key: string): boolean => pictureKey.test(key)

/** True for a picture that has a row and may have thumbnails. */
export const isOriginalKey = (key: string): boolean => originalKey.test(key)

/** The keys under which the thumbnails of an original lie, or will lie once they are made. */
export const thumbnailKeys = (key: string): ThumbnailKeys => {
  if (!isOriginalKey(key)) throw new RangeError('only an original picture has thumbnails')
  const stem = key.slice(0, -'.webp'.length)
  return { small: `${stem}.small.webp`, medium: `${stem}.medium.webp`, large: `${stem}.large.webp` }
}

/** How many bytes each of them has, as an object's row keeps it. */
export const bytesOf = (made: Readonly<Record<string, Uint8Array>>): Record<string, number> =>
  Object.fromEntries(Object.entries(made).map(([name, data]) => [name, data.byteLength]))

export const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest()

const coverKey = /^((?:karlo|playlist|track)\/[A-Za-z0-9_-]{1,22})\.webp$/
const coverJpegKey = /^((?:karlo|playlist|track)\/[A-Za-z0-9_-]{22})\.jpg$/

/**
 * Where a cover, also the shipped one, is to be had as JPEG, for messengers that know no WebP. It is made when it is
 * asked for.
 */
export const coverAsJpeg = (key: string): string => key.replace(coverKey, '$1.jpg')

/** The stored picture behind such a key, undefined where it is none. */
export const coverOfJpeg = (key: string): string | undefined => {
  const stem = coverJpegKey.exec(key)?.[1]
  return stem && `${stem}.webp`
}

/**
 * Length of its sides, in pixels: what Open Graph wants at least is 600, and messengers give up on files of some 300
 * kB.
 */
export const coverJpegSide = 800

/** A row as the wire has it: where the worker has made thumbnails their keys stand beside the picture's. */
export const withThumbnails = <Row extends { thumbnail: string; has_thumbnails: boolean | null }>(row: Row) => {
  const { has_thumbnails, ...shown } = row
  return { ...shown, thumbnails: has_thumbnails ? thumbnailKeys(row.thumbnail) : null }
}
