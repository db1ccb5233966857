import type { BoxOfficeEntry } from '@mudig/shared/clients/kofic/kofic'
import { titleKey } from '@mudig/shared/core/title-key'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

/** Days that are kept, and that are asked for where nobody did. */
const kept = { days: 30, asked: 7 }
const sameRunDays = 7

/**
 * Days in Seoul that KOFIC is to be asked about now, as YYYYMMDD. Yesterday from half past midnight, every hour while
 * there is nothing, and again in the morning, when it is corrected; days before that were never asked about.
 * @param at now, unless a test says otherwise
 */
export const dueDays = async (db: Db, at = new Date()): Promise<number[]> => {
  const { rows } = await sql<{ day: number }>`
    with here as (select ${at}::timestamptz at time zone 'Asia/Seoul' as now)
    select to_char(d.day, 'YYYYMMDD')::integer as day
    from here cross join lateral (select now::date - n as day, n from generate_series(1, ${kept.asked}::int) n) d
    left join box_office_days asked on asked.day = d.day
    cross join lateral (select asked.asked_at at time zone 'Asia/Seoul' as at) last
    where now >= now::date + time '00:30' and (
      last.at is null
      or (asked.films = 0 and last.at <= now - interval '1 hour')
      or (d.n = 1 and exists (
        select from unnest(array[time '06:30', time '11:30']) as again(hour)
        where now >= now::date + again.hour and last.at < now::date + again.hour
      ))
    ) order by d.day desc`.execute(db)
  return rows.map(({ day }) => day)
}

/**
 * Replaces the box office of a day. A film that nobody knows comes to be at once, known by its title alone.
 * @returns those that no catalogue has told of yet
 */
export const saveBoxOffice = async (trx: Trx, day: number, entries: readonly BoxOfficeEntry[]): Promise<number[]> => {
  const date = sql`to_date(${`${day}`}, 'YYYYMMDD')`
  await sql`
    insert into box_office_days (day, films) values (${date}, ${entries.length})
    on conflict (day) do update set asked_at = now(), films = greatest(box_office_days.films, excluded.films)`.execute(
    trx,
  )
  // A day that was counted is not uncounted.
  if (entries.length === 0) return []
  const given = entries
    .map(entry => ({ ...entry, title_key: titleKey(entry.title) }))
    .sort((a, b) => (a.kofic_cd < b.kofic_cd ? -1 : 1))
  const rows = sql`jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(rank smallint, kofic_cd text, title text, title_key text,
    released_on date, audience integer, audience_total bigint)`
  await sql`
    with found as (
      select g.kofic_cd, min(f.id) as id from ${rows} join films f on f.title_key = g.title_key and f.kofic_cd is null
        and abs(f.released_on - g.released_on) <= ${sameRunDays}
      where not exists (select from films known where known.kofic_cd = g.kofic_cd)
      group by g.kofic_cd having count(*) = 1
    ), once as (
      select min(kofic_cd) as kofic_cd, id from found group by id having count(*) = 1
    )
    update films set kofic_cd = once.kofic_cd from once where films.id = once.id and films.kofic_cd is null`.execute(
    trx,
  )
  await sql`
    insert into films (kofic_cd, title, title_key, released_on)
    select distinct on (kofic_cd) kofic_cd, title, title_key, released_on from ${rows} order by kofic_cd
    on conflict (kofic_cd) where kofic_cd is not null do nothing`.execute(trx)
  await sql`delete from box_office where day = ${date}`.execute(trx)
  await sql`
    insert into box_office (day, rank, film_id, title, audience, audience_total)
    select ${date}, g.rank, f.id, g.title, g.audience, g.audience_total from ${rows} join films f on f.kofic_cd = g.kofic_cd`.execute(
    trx,
  )
  const { rows: stubs } = await sql<{ id: number }>`
    select f.id from ${rows} join films f on f.kofic_cd = g.kofic_cd where f.docid is null order by f.id`.execute(trx)
  return stubs.map(({ id }) => id)
}

/** Schedule: forgets days of more than a month ago, but for the last that there is, which is shown. @returns how many rows went */
export const removeOldBoxOffice = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    with old as (
      delete from box_office_days where day in (
        select day from box_office_days where day < least((now() at time zone 'Asia/Seoul')::date - ${kept.days}::int, (select max(day) from box_office)) order by day limit ${limit}
      ) returning day
    )
    delete from box_office using old where box_office.day = old.day returning box_office.day`.execute(db)
  return rows.length
}
