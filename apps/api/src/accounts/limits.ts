import { type AttemptScope, countAttempt } from '@mudig/db/core/attempts'
import type { Db } from '@mudig/db/core/client'
import { ApiError, type ApiErrorDeclaration } from '@mudig/shared/core/errors'

export interface AttemptLimit {
  scope: AttemptScope
  subject: string
  tries: number
  windowSeconds: number
}

/**
 * Counts one attempt against each limit, before anything is compared.
 * @throws ApiError as declared, when one of them is passed
 */
export const limitAttempts = async (
  db: Db,
  declaration: ApiErrorDeclaration,
  ...limits: readonly AttemptLimit[]
): Promise<void> => {
  const waits = await Promise.all(
    limits.map(async ({ scope, subject, tries, windowSeconds }) => {
      const counted = await countAttempt(db, scope, subject, windowSeconds)
      return counted.tries > tries ? counted.secondsLeft : 0
    }),
  )
  const retryAfterSeconds = Math.max(...waits)
  if (retryAfterSeconds > 0) throw new ApiError(declaration, { retryAfterSeconds })
}
