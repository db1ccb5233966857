import pg from 'pg'

/**
 * Who waits for a lock makes everybody behind it wait too, so a migration gives up soon and tries again. Each fourth time
 * it waits longer: Postgres ends an autovacuum for whoever has waited a second for it.
 */
export const lockPatienceMs = (attempt: number): number => (attempt % 4 === 0 ? 1_200 : 250)

export const lockAttempts = 120

/** Those who stood behind an attempt get their turn before the next: nobody is held up twice within one request. */
export const pauseMs = (attempt: number): number => 2 * lockPatienceMs(attempt) + 500 + Math.random() * 500

/** Whether what failed was given up for others, and may be tried again as it is. */
export const isForOthers = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && ['55P03', '40P01'].includes(error.code ?? '')
