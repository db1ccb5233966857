import { readStored, type Storage } from '@mudig/shared/clients/s3/storage'
import { ApiError, JobError, RetryableError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { coverJpegSide } from '@mudig/shared/objects/keys'
import { toSquareJpeg } from '@mudig/shared/objects/picture'

/** A link that is posted in a group is looked at by several messengers within seconds; some 100 kB each. */
const kept = 32
/** Each takes tens of milliseconds of a core, which people who wait need too. */
const mostAtOnce = 4

/** Covers as JPEG, made when they are asked for: most never are. */
export const createJpegs = (storage: Storage) => {
  const jpegs = new Map<string, Promise<Buffer | undefined>>()
  let atWork = 0

  const make = async (key: string): Promise<Buffer | undefined> => {
    if (atWork >= mostAtOnce) throw new ApiError(httpErrors.unavailable, { retryAfterSeconds: 1 })
    atWork += 1
    try {
      const stored = await readStored(storage, key)
      return stored && (await toSquareJpeg(stored, coverJpegSide))
    } catch (cause) {
      if (cause instanceof RetryableError) throw new ApiError(httpErrors.unavailable, { cause, retryAfterSeconds: 2 })
      // A picture of ours that cannot be decoded shows nothing as JPEG either.
      if (cause instanceof JobError) return undefined
      throw cause
    } finally {
      atWork -= 1
    }
  }

  return {
    /** Undefined when there is no such cover. @throws ApiError unavailable */
    of: (key: string): Promise<Buffer | undefined> => {
      const known = jpegs.get(key)
      if (known) return known
      const made = make(key)
      jpegs.set(key, made)
      const forget = () => {
        if (jpegs.get(key) === made) jpegs.delete(key)
      }
      // What is not there may come; what is there never changes.
      made.then(jpeg => jpeg ?? forget(), forget)
      if (jpegs.size > kept) jpegs.delete(jpegs.keys().next().value!)
      return made
    },
  }
}
