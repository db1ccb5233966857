import { isNameTaken } from '@mudig/db/accounts/accounts'
import type { Db } from '@mudig/db/core/client'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { cleanName, nameKey } from '@mudig/shared/accounts/names'
import { ApiError } from '@mudig/shared/core/errors'

/** Whether somebody could have the name now. It is not kept for them. @throws ApiError nameNotAllowed, nameTaken */
export const checkName = async (db: Db, given: string): Promise<void> => {
  const name = cleanName(given)
  if (name === undefined) throw new ApiError(accountErrors.nameNotAllowed)
  if (await isNameTaken(db, nameKey(name))) throw new ApiError(accountErrors.nameTaken)
}
