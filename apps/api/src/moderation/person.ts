import type { Db } from '@mudig/db/core/client'
import { ApiError } from '@mudig/shared/core/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'

/** Digits alone are an id, as the first clients have it. @throws ApiError userNotFound */
export const personOf = async (_db: Db, person: string): Promise<number> => {
  if (/^[1-9][0-9]*$/.test(person)) return Number(person)
  throw new ApiError(profileErrors.userNotFound)
}
