import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { isOwnerThere, isPublic } from '../subjects/visible.js'

/** Spans of a chart, in days. */
export const chartDays = [1, 7, 30] as const
export type ChartDays = (typeof chartDays)[number]

/** Places of a chart. */
const places = 50

/**
 * Schedule: writes all charts anew, of everything and of each tag. A track has the listeners of each of the last days,
 * each day worth half of what one half a span later is. Readers see the charts before it, or these.
 */
export const writeCharts = (db: Db): Promise<number> =>
  db.transaction().execute(async trx => {
    for (const days of chartDays)
      await sql`
        with heard as (
          select track_id, sum(listeners * power(0.5, ((now() at time zone 'utc')::date - day) / (${days}::float8 / 2))) as score
          from track_days where day > (now() at time zone 'utc')::date - ${days}::integer group by 1
        ), shown as (
          select s.id, heard.score from heard join subjects s on s.id = heard.track_id
          where heard.score > 0 and ${isPublic} and ${isOwnerThere}
        ), placed as (
          select tag_id, id, score, row_number() over (partition by tag_id order by score desc, id desc) as place from (
            select 0 as tag_id, id, score from shown
            union all
            select x.tag_id, shown.id, shown.score from shown join track_tags x on x.track_id = shown.id
          ) tagged
        ), written as (
          insert into charts (tag_id, days, place, track_id, score)
          select tag_id, ${days}::smallint, place, id, score from placed where place <= ${places}
          on conflict (tag_id, days, place) do update set track_id = excluded.track_id, score = excluded.score
          where (charts.track_id, charts.score) is distinct from (excluded.track_id, excluded.score)
        )
        delete from charts where days = ${days} and not exists (
          select from placed where placed.tag_id = charts.tag_id and placed.place = charts.place)`.execute(trx)
    return 0
  })

/**
 * Schedule: counts each tag's tracks that everybody may see, and how much they are heard these days, by the charts as
 * they stand. Apart from the charts, which nobody should wait for longer.
 */
export const countTrackTags = async (db: Db): Promise<number> => {
  await sql`
    with counted as (
      select x.tag_id, count(*)::integer as tracks from track_tags x
      join subjects s on s.id = x.track_id
      where x.is_shown and ${isOwnerThere} group by 1
    ), heard as (
      select tag_id, sum(score) as score from charts where days = 7 and tag_id <> 0 group by 1
    ), wanted as (
      select g.id, coalesce(counted.tracks, 0) as tracks,
        coalesce(heard.score, 0) + ln(1 + coalesce(counted.tracks, 0)) as popularity
      from tags g left join counted on counted.tag_id = g.id left join heard on heard.tag_id = g.id
    )
    update tags set track_count = wanted.tracks, popularity = wanted.popularity from wanted
    where tags.id = wanted.id and (tags.track_count, tags.popularity) is distinct from (wanted.tracks, wanted.popularity)`.execute(
    db,
  )
  return 0
}
