import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

export type JobAction = 'replay' | 'cancel' | 'expedite'

/** Who acts, and in which request. */
export interface Actor {
  staff_id: number
  request_id: string
}

/** Puts down what staff did to these jobs, in the transaction that does it; nothing where it changed none. */
export const recordJobAct = async (
  trx: Trx,
  { staff_id, request_id }: Actor,
  action: JobAction,
  jobIds: readonly number[],
): Promise<void> => {
  if (jobIds.length === 0) return
  await trx
    .insertInto('job_acts')
    .values({ staff_id, request_id, action, job_ids: [...jobIds] })
    .execute()
}

const selectActs = (db: Db) =>
  db
    .selectFrom('job_acts')
    .innerJoin('staff', 'staff.id', 'job_acts.staff_id')
    .select([
      'job_acts.id',
      'job_acts.action',
      'job_acts.job_ids',
      'job_acts.request_id',
      'job_acts.created_at',
      'staff.email as by',
    ])
    .$narrowType<{ action: JobAction }>()
    .orderBy('job_acts.id', 'desc')

export type JobAct = Awaited<ReturnType<typeof listJobActs>>[number]

/** Newest first, those before an id. */
export const listJobActs = (db: Db, page: { limit: number; before?: number | undefined }) =>
  selectActs(db)
    .$if(page.before !== undefined, query => query.where('job_acts.id', '<', page.before!))
    .limit(page.limit)
    .execute()

/** What was done to one job, newest first, the last 50. */
export const listActsOfJob = (db: Db, jobId: number) =>
  selectActs(db).where('job_acts.job_ids', '@>', sql<number[]>`array[${jobId}]::bigint[]`).limit(50).execute()

/** Forgets acts older than that. @returns how many went */
export const removeOldActs = async (db: Db, days: number, limit: number): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('job_acts')
    .where('id', 'in', eb =>
      eb
        .selectFrom('job_acts')
        .select('id')
        .where('created_at', '<', sql<Date>`now() - ${days} * interval '1 day'`)
        .orderBy('created_at')
        .limit(limit),
    )
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
