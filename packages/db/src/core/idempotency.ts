import { sql } from 'kysely'
import type { Db, Trx } from './client.js'

/** What a key led to: a job, or the answer itself where there was no job. */
export type Remembered = { job_id: number; answer?: undefined } | { job_id?: undefined; answer: object }

export type IdempotentRequest = {
  user_id: number
  /** Keys are told apart by route. */
  route: string
  key: string
  /** SHA-256 of the request's own words, which a repeat has to bring again. */
  body_hash: Buffer
} & Remembered

/** What this key led to on this route in the last 24 hours. */
export const findIdempotent = (db: Db, userId: number, route: string, key: string) =>
  db
    .selectFrom('idempotency_keys')
    .select(['job_id', 'answer', 'body_hash'])
    .where('user_id', '=', userId)
    .where('route', '=', route)
    .where('key', '=', key)
    .where('created_at', '>', sql<Date>`now() - interval '24 hours'`)
    .executeTakeFirst()

/** Remembers what a key led to. An expired one gives way. @returns false when another request was faster */
export const rememberIdempotent = async (
  trx: Trx,
  { user_id, route, key, body_hash, ...led }: IdempotentRequest,
): Promise<boolean> => {
  const to = { body_hash, job_id: led.job_id ?? null, answer: led.answer ? JSON.stringify(led.answer) : null }
  const written = await trx
    .insertInto('idempotency_keys')
    .values({ user_id, route, key, ...to })
    .onConflict(conflict =>
      conflict
        .columns(['user_id', 'route', 'key'])
        .doUpdateSet({ ...to, created_at: sql`now()` })
        .where('idempotency_keys.created_at', '<', sql<Date>`now() - interval '24 hours'`),
    )
    .returning('key')
    .executeTakeFirst()
  return written !== undefined
}

/** Forgets keys that no longer bind anybody. @returns how many went */
export const removeExpiredKeys = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from idempotency_keys where (user_id, route, key) in (
      select user_id, route, key from idempotency_keys where created_at < now() - interval '24 hours' order by created_at limit ${limit}
    ) returning key`.execute(db)
  return rows.length
}
