import { access, constants } from 'node:fs/promises'
import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import type { onRequestAsyncHookHandler } from 'fastify'

/**
 * An onRequest hook: where there is no ffmpeg nothing is taken that could never be played. It may still be on its way
 * here, so the look is repeated until it is there.
 * @throws ApiError unsupported
 */
export const requireFfmpeg = (path: string): onRequestAsyncHookHandler => {
  let isThere = false
  return async () => {
    isThere ||= await isExecutable(path)
    if (!isThere) throw new ApiError(trackErrors.unsupported, { retryAfterSeconds: 60 })
  }
}

const isExecutable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
