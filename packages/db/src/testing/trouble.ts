import { sql } from 'kysely'
import type { Db } from '../core/client.js'

/** Work and money of somebody that have stood still for hours, as nothing that works leaves them. */
export const standStill = async (db: Db, userId: number): Promise<void> => {
  const ago = sql`now() - interval '8 hours'`
  const merchantUid = `${userId}-20261130-000001`
  await sql`
    insert into jobs (queue, payload, state, failures_allowed, created_at, run_at, pushed_at, finished_at) values
      ('mail.otp', '{}', 'queued', 1, ${ago}, ${ago}, ${ago}, null),
      ('playlists.compose', '{}', 'failed', 1, ${ago}, ${ago}, ${ago}, ${ago})`.execute(db)
  await sql`insert into vector_wanted (subject, wanted_at) values (9000000, ${ago})`.execute(db)
  await sql`
    insert into picture_uploads (key, picture, user_id, is_public, state, created_at)
    values ('upload/one.jpg', 'picture/one.jpg', ${userId}, true, 'checking', ${ago})`.execute(db)
  await sql`
    with paid as (
      insert into payments (provider_id, merchant_uid, state, amount, currency, is_test, created_at)
      values ('imp_one', ${merchantUid}, 'paid', 9500, 'KRW', false, ${ago}) returning id
    )
    insert into refunds (payment_id, key, amount, cancelled_before, why, state, created_at)
    select id, 'key-of-the-only-refund', 9500, 0, 'staff', 'stuck', ${ago} from paid`.execute(db)
  await sql`
    insert into payment_claims (user_id, imp_uid, merchant_uid, created_at) values (${userId}, 'imp_one', ${merchantUid}, ${ago})`.execute(
    db,
  )
  await sql`insert into payment_differences (kind, merchant_uid, provider_id) values ('amount', ${merchantUid}, 'imp_one')`.execute(
    db,
  )
  await sql`insert into reconciliations (day, started_at) values (current_date - 2, ${ago})`.execute(db)
}

/** A job that has been due for hours and that Redis was never told of. */
export const leaveUnpushed = async (db: Db): Promise<void> => {
  await sql`
    insert into jobs (queue, payload, state, failures_allowed, run_at)
    values ('mail.account', '{}', 'queued', 1, now() - interval '8 hours')`.execute(db)
}
