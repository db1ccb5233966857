import type { LoggedAction } from '@mudig/shared/moderation/actions'
import { told } from '@mudig/shared/moderation/actions'
import { mailDecision } from '@mudig/shared/moderation/queues'
import type { Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'

export interface LogEntry {
  case_id: number | null
  /** Whom it concerns. */
  person: number | null
  /** Null where a rule or a schedule acted. */
  staff_id: number | null
  action: LoggedAction
  reason?: string
  until?: Date | null
  /** What has to be known to undo it. */
  undo?: object
  /** Left out where a schedule acted. */
  request_id?: string | undefined
}

/** Writes down an act of moderation, and has whom it concerns told where it is one of those that they are told. */
export const log = async (trx: Trx, { undo, request_id, ...entry }: LogEntry): Promise<number> => {
  const { id } = await trx
    .insertInto('moderation_log')
    .values({ ...entry, ...(undo && { undo: JSON.stringify(undo) }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (entry.person !== null && (told as readonly string[]).includes(entry.action))
    await addJob(trx, mailDecision, { v: 1, decision_id: id }, { subject: `decision/${id}`, request_id })
  return id
}
