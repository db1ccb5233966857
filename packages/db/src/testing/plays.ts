import { sql } from 'kysely'
import type { Db } from '../core/client.js'

export interface ManyPlays {
  /** The earlier one stands in the list, the more it is heard. */
  readonly tracks: readonly number[]
  readonly counted: number
  /** Of today, for the schedule to count. */
  readonly waiting: number
}

/** Persons who listen; each play of one is in a half hour of its own. */
const listeners = 200_000
const days = 30

/**
 * Receipts of plays of the last month, added up as the schedule would have, and some that wait for it. Needs a superuser:
 * millions of foreign keys are not looked at one by one, and indexes are made when the rows are there.
 */
export const manyPlays = (db: Db, { tracks, counted, waiting }: ManyPlays): Promise<void> =>
  db.transaction().execute(async trx => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`set local synchronous_commit = off`.execute(trx)
    await sql`set local maintenance_work_mem = '512MB'`.execute(trx)
    await sql`select setseed(0.5)`.execute(trx)
    await sql`create temporary table heard on commit drop as
      select id, n from unnest(${[...tracks]}::int8[]) with ordinality as one (id, n)`.execute(trx)
    await sql`create unique index on heard (n) include (id)`.execute(trx)
    await sql`analyze heard`.execute(trx)
    const { rows: indexes } = await sql<{ name: string; definition: string }>`
      select indexname as name, indexdef as definition from pg_indexes where tablename = 'plays' and indexname <> 'plays_pkey'`.execute(
      trx,
    )
    for (const { name } of indexes) await sql`drop index ${sql.id(name)}`.execute(trx)
    const now = sql`floor(extract(epoch from now()) / 1800)::integer`
    const people = sql.lit(listeners)
    const slots = days * 48
    /** Half hours between two plays of one person. */
    const apart = sql.lit(Math.max(1, Math.floor((slots * listeners) / Math.max(counted, listeners))))
    const many = sql.lit(tracks.length)
    await sql`
      insert into plays (play_id, track_id, listener, slot, ms_played, played_at, counted_at)
      select lpad(to_hex(p.n), 32, '0')::uuid, h.id, decode(lpad(to_hex(p.n % ${people}), 32, '0'), 'hex'), p.slot, 60000,
        to_timestamp(p.slot::int8 * 1800), now()
      from (
        select n, ceil(${many} * power(random(), 3) + 1e-9)::int8 as of,
          ${now} - ((n / ${people}) * ${apart} + n % ${apart})::integer as slot
        from generate_series(0, ${counted - 1}::int8) n
      ) p join heard h on h.n = p.of`.execute(trx)
    await sql`
      insert into track_days (track_id, day, plays, listeners)
      select track_id, date '1970-01-01' + slot / 48, count(*), count(distinct listener) from plays group by 1, 2`.execute(
      trx,
    )
    await sql`
      update track_counts c set play_count = sums.plays
      from (select track_id, sum(plays) as plays from track_days group by 1) sums where sums.track_id = c.track_id`.execute(
      trx,
    )
    await sql`
      insert into plays (play_id, track_id, listener, slot, ms_played)
      select gen_random_uuid(), h.id, decode(lpad(to_hex(${people} + p.n), 32, '0'), 'hex'), ${now}, 60000
      from (
        select n, ceil(${many} * power(random(), 3) + 1e-9)::int8 as of from generate_series(1, ${waiting}::int8) n
      ) p join heard h on h.n = p.of`.execute(trx)
    for (const { definition } of indexes) await sql.raw(definition).execute(trx)
  })
