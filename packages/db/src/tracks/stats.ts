import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { ofKind } from './songs.js'

/*
 * What an owner is told of how their tracks do: counters as they stand, and the days that plays were counted on. Plays
 * themselves are not read.
 */

export interface StatsDay {
  /** `2026-11-30`, in UTC. */
  day: string
  plays: number
  listeners: number
}

const today = sql`(now() at time zone 'utc')::date`

/** Each of the last days, with what a query of `day, plays, listeners` has of it. */
const eachDay = (days: number, counted: RawBuilder<unknown>) => sql<StatsDay[]>`(
  select json_agg(json_build_object('day', to_char(asked.day, 'YYYY-MM-DD'),
    'plays', coalesce(heard.plays, 0), 'listeners', coalesce(heard.listeners, 0)) order by asked.day)
  from (select ${today} - ago as day from generate_series(0, ${days}::integer - 1) as ago) asked
  left join (${counted}) heard on heard.day = asked.day)`

/** Exported for the test of its plan. */
export const selectStats = (db: Db, { id, owner, days }: { id: number; owner: number; days: number }) =>
  db
    .selectFrom('subjects as s')
    .innerJoin('track_counts as c', 'c.track_id', 's.id')
    .select([
      's.id as song_id',
      'c.play_count',
      's.like_count',
      'c.repost_count',
      's.comment_count',
      eachDay(
        days,
        sql`select d.day, d.plays, d.listeners from track_days d
          where d.track_id = ${id} and d.day > ${today} - ${days}::integer`,
      ).as('days'),
    ])
    .where('s.id', '=', id)
    .where('s.owner', '=', owner)
    .where('s.state', '<>', 'removed')
    .where(ofKind)

const stats = prepare((db, values: { id: number; owner: number; days: number }) => selectStats(db, values))

/** How a track of one's own does; undefined where it is not theirs. One statement. */
export const findStats = async (db: Db, id: number, owner: number, days: number) =>
  (await stats(db, { id, owner, days }))[0]

/**
 * Looked up track by track, so that a small owner in a large table costs as little as in a small one. Exported for the
 * test of its plan.
 */
export const selectOwnStats = (db: Db, { owner, days }: { owner: number; days: number }) =>
  db
    .selectFrom(
      sql<{
        song_count: number
        play_count: number
        like_count: number
        repost_count: number
        comment_count: number
      }>`(
        select count(*)::integer as song_count, coalesce(sum(one.play_count), 0)::int8 as play_count,
          coalesce(sum(one.like_count), 0)::int8 as like_count, coalesce(sum(one.repost_count), 0)::int8 as repost_count,
          coalesce(sum(one.comment_count), 0)::int8 as comment_count
        from tracks t cross join lateral (
          select c.play_count, s.like_count, c.repost_count, s.comment_count
          from subjects s join track_counts c on c.track_id = s.id
          where s.id = t.id and s.state <> 'removed' limit 1
        ) one
        where t.owner = ${owner})`.as('total'),
    )
    .selectAll('total')
    .select(
      eachDay(
        days,
        sql`select d.day, sum(d.plays)::int8 as plays, sum(d.listeners)::int8 as listeners
          from tracks t join track_days d on d.track_id = t.id
          where t.owner = ${owner} and (select s.state <> 'removed' from subjects s where s.id = t.id) and d.day > ${today} - ${days}::integer group by d.day`,
      ).as('days'),
    )

const ownStats = prepare((db, values: { owner: number; days: number }) => selectOwnStats(db, values))

/** How all of somebody's own tracks do. One statement. */
export const findOwnStats = async (db: Db, owner: number, days: number) => (await ownStats(db, { owner, days }))[0]!
