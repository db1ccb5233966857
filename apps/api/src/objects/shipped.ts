import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basicProfileKey, goodsKeys, placeholderCoverJpegKey, placeholderCoverKey } from '@mudig/shared/objects/shipped'

export interface ShippedPicture {
  readonly body: Buffer
  readonly contentType: string
  readonly etag: string
}

const contentTypes: Readonly<Record<string, string>> = {
  [basicProfileKey]: 'image/png',
  [placeholderCoverKey]: 'image/webp',
  [placeholderCoverJpegKey]: 'image/jpeg',
  ...Object.fromEntries(goodsKeys.map(key => [key, 'image/webp'])),
}

/** `apps/api/assets`; the same distance from `src` and from `dist`. */
const folder = new URL('../../assets/', import.meta.url)

/**
 * The pictures that come with the API, by their keys. They are there before anything was ever stored, and while the
 * store is down.
 */
export const loadShippedPictures = async (): Promise<ReadonlyMap<string, ShippedPicture>> => {
  const pictures = new Map<string, ShippedPicture>()
  for (const [key, contentType] of Object.entries(contentTypes)) {
    const body = await readFile(new URL(key, folder))
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    pictures.set(key, { body, contentType, etag })
  }
  return pictures
}
