import { replayEndedJobs } from '@mudig/db/ledger/replay'
import { withoutCancelledDigs } from '@mudig/db/playlists/end-dig'
import type { FastifyInstance } from 'fastify'

const uniqueViolation = '23505'

/**
 * Runs dead or cancelled jobs again. Those of a cancelled dig are left alone: they would find nothing to do.
 * @returns the ids of those that will run
 */
export const replayJobs = async ({ ledger }: FastifyInstance, ids: readonly number[]): Promise<number[]> => {
  for (let patience = 3; ; patience--) {
    try {
      const replayed = await ledger.transaction(async trx => replayEndedJobs(trx, await withoutCancelledDigs(trx, ids)))
      return replayed.map(job => job.id)
    } catch (error) {
      // Somebody added a job of the same key meanwhile; it is seen the next time.
      const isTaken = error instanceof Error && 'code' in error && error.code === uniqueViolation
      if (!isTaken || patience === 0) throw error
    }
  }
}
