import { type Actor, recordJobAct } from '@mudig/db/ledger/acts'
import { replayEndedJobs } from '@mudig/db/ledger/replay'
import { withoutCancelledDigs } from '@mudig/db/playlists/end-dig'
import type { FastifyInstance } from 'fastify'

const uniqueViolation = '23505'

/**
 * Runs dead or cancelled jobs again, and puts down by whom. Those of a cancelled dig are left alone: they would find
 * nothing to do.
 * @returns the ids of those that will run
 */
export const replayJobs = async (
  { ledger }: FastifyInstance,
  ids: readonly number[],
  by: Actor | undefined,
): Promise<number[]> => {
  for (let patience = 3; ; patience--) {
    try {
      return await ledger.transaction(async trx => {
        const refs = await replayEndedJobs(trx, await withoutCancelledDigs(trx, ids))
        const replayed = refs.map(job => job.id)
        if (by) await recordJobAct(trx, by, 'replay', replayed)
        return replayed
      })
    } catch (error) {
      // Somebody added a job of the same key meanwhile; it is seen the next time.
      const isTaken = error instanceof Error && 'code' in error && error.code === uniqueViolation
      if (!isTaken || patience === 0) throw error
    }
  }
}
