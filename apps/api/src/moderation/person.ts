import type { Db } from '@mudig/db/core/client'
import { personByHandle } from '@mudig/db/subjects/people-by-handle'
import { ApiError } from '@mudig/shared/core/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'

/** More digits are no id: Postgres refuses what no int8 holds. */
const mostDigits = 15

/** Digits alone are an id, as the first clients have it. @throws ApiError userNotFound */
export const personOf = async (db: Db, person: string): Promise<number> => {
  const isId = /^[1-9][0-9]*$/.test(person)
  const id = isId ? (person.length <= mostDigits ? Number(person) : undefined) : await personByHandle(db, person)
  if (id === undefined) throw new ApiError(profileErrors.userNotFound)
  return id
}
