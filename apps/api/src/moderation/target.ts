import type { Db } from '@mudig/db/core/client'
import { idOfUuid, type Target } from '@mudig/db/moderation/targets'
import { ApiError } from '@mudig/shared/core/errors'
import type { TargetType } from '@mudig/shared/moderation/actions'
import { moderationErrors } from '@mudig/shared/moderation/errors'
import type { NewReport } from '@mudig/shared/moderation/schemas'
import type { Static } from 'typebox'
import { personOf } from './person.js'

/** What a report is about, in ids. @throws ApiError targetNotFound, userNotFound */
export const targetOf = async (db: Db, body: Static<typeof NewReport>): Promise<Target> => {
  const { target_uuid, target_id, target_user, message_id: message } = body
  const type = body.target_type as TargetType
  const person = target_user === undefined ? undefined : await personOf(db, target_user)
  // The web client says of what kind it was and whose, and not which: then it is about them.
  const isUnnamed = target_uuid === undefined && target_id === undefined && person !== undefined
  if (type === 'user' || isUnnamed) {
    const id = person ?? target_id
    if (id === undefined) throw new ApiError(moderationErrors.targetNotFound)
    return { type: 'user', id }
  }
  const id = target_uuid === undefined ? target_id : await idOfUuid(db, type, target_uuid)
  if (id === undefined) throw new ApiError(moderationErrors.targetNotFound)
  return type === 'chat' ? { type, id, person, message } : { type, id }
}
