import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './client.js'

/** What is limited, each with its own meaning of `subject`. */
export type AttemptScope =
  | 'login'
  | 'login.address'
  | 'otp'
  | 'otp.email'
  | 'otp.address'
  | 'password'
  | 'mail'
  | 'mail.address'
  | 'staff.login'
  | 'staff.account'
  | 'staff.known'
  | 'staff.address'
  | 'review.voice'
  | 'review.sentiment'

export interface AttemptCount {
  /** This one included. */
  tries: number
  /** Seconds until the window ends and counting starts again. */
  secondsLeft: number
}

/** What the table takes; longer subjects come from nobody honest, and are counted by their hash. */
const subjectLength = 400
const keyOf = (subject: string): string =>
  subject.length <= subjectLength ? subject : `sha256:${createHash('sha256').update(subject).digest('hex')}`

/**
 * Counts one more attempt before anything is compared, so that parallel guesses cannot share one count. One statement,
 * in no transaction of the caller's: it does not wait for the disk, because a flood of guesses would have everybody
 * else wait there too, and a server that crashes may forget the guesses of its last second.
 */
export const countAttempt = async (
  db: Db,
  scope: AttemptScope,
  subject: string,
  windowSeconds: number,
): Promise<AttemptCount> => {
  const { rows } = await sql<AttemptCount>`
    with hurry as (select set_config('synchronous_commit', 'off', true))
    insert into attempts (scope, subject, ends_at)
    select ${scope}, ${keyOf(subject)}, now() + ${windowSeconds} * interval '1 second' from hurry
    on conflict (scope, subject) do update set
      tries = case when attempts.ends_at <= now() then 1 else attempts.tries + 1 end,
      ends_at = case when attempts.ends_at <= now() then excluded.ends_at else attempts.ends_at end
    returning tries, least(${windowSeconds}::int, greatest(1, ceil(extract(epoch from ends_at - now()))::int)) as "secondsLeft"`.execute(
    db,
  )
  return rows[0] as AttemptCount
}

/** Whether anything was counted within its window. */
export const hasAttempts = async (db: Db, scope: AttemptScope, subject: string): Promise<boolean> => {
  const row = await db
    .selectFrom('attempts')
    .select('tries')
    .where('scope', '=', scope)
    .where('subject', '=', keyOf(subject))
    .where('ends_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return row !== undefined
}

/** Starts counting anew, after a success. */
export const forgetAttempts = async (db: Db, scope: AttemptScope, subject: string): Promise<void> => {
  await db.deleteFrom('attempts').where('scope', '=', scope).where('subject', '=', keyOf(subject)).execute()
}
