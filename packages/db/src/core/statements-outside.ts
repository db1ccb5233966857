import { setTimeout } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { isForOthers, lockAttempts, lockPatienceMs, pauseMs } from './lock-patience.js'

/**
 * A concurrent build waits for transactions that began before it, while nobody waits behind it; ours end within half a
 * minute.
 */
const concurrentLockTimeout = '60s'

interface Patience {
  /** Of one statement, in a row without getting any further. */
  readonly attempts: number
  /** After the attempt of this number; the first is 1. */
  pause(attempt: number): Promise<void>
}

const patient: Patience = { attempts: lockAttempts, pause: attempt => setTimeout(pauseMs(attempt)) }

/**
 * Runs statements one by one outside a transaction, each until it has found its locks free.
 * @param db one connection
 * @param text each statement ends with `;` at a line's end
 * @throws the error of a statement; those before it stay done
 */
export const runStatements = async (db: Kysely<unknown>, text: string, patience = patient): Promise<void> => {
  try {
    for (const statement of text.split(/;\s*$/m)) {
      const bare = statement.replace(/^\s*--.*$/gm, '').trim()
      if (bare === '') continue
      if (/^(create|drop) (unique )?index concurrently\b/i.test(bare)) {
        await withLockTimeout(db, concurrentLockTimeout, statement)
      } else await runPatiently(db, statement, { ...patience, fills: /^call\b/i.test(bare) })
    }
  } finally {
    await sql`reset lock_timeout`.execute(db)
  }
}

const withLockTimeout = async (db: Kysely<unknown>, timeout: string | number, statement: string): Promise<void> => {
  await sql`set lock_timeout = ${sql.lit(timeout)}`.execute(db)
  await sql.raw(statement).execute(db)
}

/**
 * A fill meets somebody else's lock as often as it is long. What it has done until then stays, so only attempts that
 * brought it no further are counted.
 */
const runPatiently = async (
  db: Kysely<unknown>,
  statement: string,
  { attempts, pause, fills }: Patience & { fills: boolean },
): Promise<void> => {
  let place = fills ? await placeReached(db) : ''
  for (let attempt = 1; ; attempt++) {
    try {
      return await withLockTimeout(db, lockPatienceMs(attempt), statement)
    } catch (error) {
      if (!isForOthers(error)) throw error
      const now = fills ? await placeReached(db) : ''
      if (now !== place) attempt = 1
      else if (attempt === attempts) throw error
      place = now
    }
    await pause(attempt)
  }
}

/** How far the fills of this database have come, those of workers too: each has an end, so they hide no standstill. */
const placeReached = async (db: Kysely<unknown>): Promise<string> => {
  const { rows } = await sql<{ place: string }>`
    select coalesce(string_agg(name || ' ' || last_id, ',' order by name), '') as place from backfills`.execute(db)
  return rows[0]!.place
}
