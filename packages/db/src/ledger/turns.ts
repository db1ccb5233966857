import { sql } from 'kysely'
import { causeOf } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import { inMs } from './job.js'

export interface TurnOptions {
  /** Whose work it is, for limits and for operators. */
  user_id?: number | undefined
  /** Not before so many milliseconds from now. */
  delay_ms?: number | undefined
  /** Somebody waits for the answer right now. */
  watched?: boolean | undefined
  /** Nobody waits for it: it gives way to what is added within the next ten minutes. */
  background?: boolean | undefined
}

/** What is watched goes before what was added so much earlier and is not. */
const unwatchedSeconds = 15
const backgroundSeconds = 600
/**
 * Each further job of an account in a queue takes its turn so much later, about the time that one takes: accounts share
 * a queue evenly.
 */
const shareSeconds = 5

/**
 * When the job's turn is. What a job adds keeps the place in line of its cause; anything else begins at the end of its
 * account's.
 */
export const turnOf = (trx: Trx, queue: string, { user_id, watched, background, delay_ms = 0 }: TurnOptions) => {
  const cause = causeOf(trx)
  const place = cause
    ? sql`${cause.turn_at}::timestamptz`
    : sql`now() + interval '1 second' * (${watched ? 0 : unwatchedSeconds} + ${shareSeconds} * (
        select count(*) from jobs waiting where waiting.user_id = ${user_id ?? null} and waiting.queue = ${queue} and waiting.state in ('queued', 'running')))`
  return {
    watched: watched ?? cause?.watched ?? false,
    turn_at: sql<Date>`greatest(${place} + ${background ? backgroundSeconds : 0} * interval '1 second', ${inMs(delay_ms)})`,
  }
}

/**
 * A queued job that more wait for takes the earliest of their turns. One that somebody is about to claim stays as it
 * is: nobody waits here.
 */
export const bringForward = async (
  trx: Trx,
  id: number,
  { turn_at, watched }: ReturnType<typeof turnOf>,
): Promise<void> => {
  await sql`
    with later as (
      select id, ${turn_at} as turn_at from jobs where id = ${id} and state = 'queued' and jobs.turn_at > ${turn_at} for no key update skip locked
    )
    update jobs set turn_at = later.turn_at, watched = jobs.watched or ${watched} from later where jobs.id = later.id`.execute(
    trx,
  )
}

/** Somebody waits for what these jobs do from now on: they take their turn as if it had been so from the beginning. */
export const watchJobs = async (db: Db, subject: string): Promise<void> => {
  await sql`
    update jobs set watched = true, turn_at = turn_at - ${unwatchedSeconds} * interval '1 second'
    where subject = ${subject} and state in ('queued', 'running') and not watched`.execute(db)
}
