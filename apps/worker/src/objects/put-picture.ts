import type { Storage } from '@mudig/shared/clients/s3/storage'
import { bytesOf, sha256, thumbnailKeys, thumbnailSizes } from '@mudig/shared/objects/keys'
import type { normaliseWithThumbnails } from '@mudig/shared/objects/picture'

type Normalised = Awaited<ReturnType<typeof normaliseWithThumbnails>>

/**
 * Stores a normalised picture with its thumbnails under a key that is reserved.
 * @returns what its row says of it
 */
export const putPicture = async (
  storage: Storage,
  key: string,
  { data, contentType, width, height, thumbnails }: Normalised,
  signal: AbortSignal,
) => {
  const keys = thumbnailKeys(key)
  await allSettled([
    storage.put(key, data, contentType, { signal }),
    ...thumbnailSizes.map(size => storage.put(keys[size], thumbnails[size], contentType, { signal })),
  ])
  return {
    key,
    content_type: contentType,
    width,
    height,
    bytes: data.length,
    sha256: sha256(data),
    thumbnails: bytesOf(thumbnails),
  }
}

/**
 * Waits for all of them, also where one fails, so that none is still being sent when its object is removed.
 * @throws the first failure
 */
const allSettled = async (steps: readonly Promise<unknown>[]): Promise<void> => {
  const failed = (await Promise.allSettled(steps)).find(step => step.status === 'rejected')
  if (failed) throw failed.reason
}
