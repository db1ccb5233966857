import { sql } from 'kysely'
import type { Db } from './client.js'

/** One bound on a vendor's calls. */
export interface Limit {
  period: 'minute' | 'day' | 'month'
  /** Calls allowed in one period. */
  calls: number
  /** In whose calendar days and months begin, e.g. `America/Los_Angeles` for YouTube. */
  timeZone: string
}

/** Who counts together: a vendor's name for what is called, and the project (or account) that pays. */
export interface Account {
  budget: string
  project: string
}

export type Reservation = { granted: true } | { granted: false; until: Date }

/**
 * Takes one call out of every limit, or out of none. Reserved calls stay spent even if the call then fails, because the
 * vendor counts it too. Without limits everything is granted, unless the vendor closed the account for now.
 *
 * @returns whether the call may be made, else when the last of the exhausted periods ends
 */
export const reserve = async (db: Db, account: Account, limits: readonly Limit[]): Promise<Reservation> => {
  // One limit is taken or not: only of several may a part have to be given back.
  if (limits.length <= 1) return reservationOf(await take(db, account, limits))
  const full = new Full()
  try {
    await db.transaction().execute(async trx => {
      const reservation = reservationOf(await take(trx, account, limits))
      if (reservation.granted) return
      full.until = reservation.until
      throw full
    })
    return { granted: true }
  } catch (error) {
    if (error !== full) throw error
    return { granted: false, until: full.until }
  }
}

interface Window {
  ends_at: Date
  granted: boolean
}

/** Takes a call out of each limit that has one left, or out of none where the vendor has closed the account. */
const take = async (db: Db, account: Account, limits: readonly Limit[]): Promise<Window[]> => {
  const { rows } = await sql<Window>`
    with closed as (
      select ends_at from vendor_budgets
      where budget = ${account.budget} and project = ${account.project} and closed and starts_at <= now() and ends_at > now()
    ), w as (
      select starts_at, ends_at, calls from (${windows(limits)}) w
    ), taken as (
      insert into vendor_budgets as b (budget, project, starts_at, ends_at, spent)
      select ${account.budget}, ${account.project}, starts_at, ends_at, 1 from w where not exists (select from closed) order by ends_at
      on conflict (budget, project, starts_at, ends_at) do update set spent = b.spent + 1
      where not b.closed and b.spent < (select w.calls from w where w.starts_at = excluded.starts_at and w.ends_at = excluded.ends_at)
      returning starts_at, ends_at
    )
    select w.ends_at, taken.ends_at is not null as granted from w left join taken using (starts_at, ends_at)
    where not exists (select from closed)
    union all
    select ends_at, false from closed
    union all
    select w.ends_at, false from w join vendor_budgets b using (starts_at, ends_at)
    where exists (select from closed) and b.budget = ${account.budget} and b.project = ${account.project} and b.spent >= w.calls`.execute(
    db,
  )
  return rows
}

const reservationOf = (windows: readonly Window[]): Reservation => {
  const exhausted = windows.filter(window => !window.granted).map(window => window.ends_at.getTime())
  return exhausted.length === 0 ? { granted: true } : { granted: false, until: new Date(Math.max(...exhausted)) }
}

/** Thrown to roll a partial reservation back; never leaves this file. */
class Full extends Error {
  until = new Date(0)
}

/**
 * The vendor says that the period is used up, whatever we counted: nothing more is granted before it ends.
 * @returns that moment
 */
export const close = async (db: Db, account: Account, limit: Omit<Limit, 'calls'>): Promise<Date> => {
  const { rows } = await sql<{ ends_at: Date }>`
    insert into vendor_budgets (budget, project, starts_at, ends_at, closed)
    select ${account.budget}, ${account.project}, starts_at, ends_at, true from (${windows([{ ...limit, calls: 1 }])}) w
    on conflict (budget, project, starts_at, ends_at) do update set closed = true
    returning ends_at`.execute(db)
  return rows[0]!.ends_at
}

/** What is spent in the running periods, for the metrics. */
export const running = async (db: Db) => {
  const { rows } = await sql<{
    budget: string
    project: string
    period: Limit['period']
    spent: number
    closed: boolean
  }>`
    select budget, project, spent, closed,
      case when ends_at - starts_at <= interval '1 minute' then 'minute' when ends_at - starts_at < interval '2 days' then 'day' else 'month' end as period
    from vendor_budgets where ends_at > now() order by ends_at limit 200`.execute(db)
  return rows
}

export interface Usage {
  project: string
  spent: number
  /** The vendor said that nothing is left, in whatever running period. */
  closed: boolean
}

/** What each of the projects has spent in the running period, and which part of it has passed (0 to 1). */
export const usage = async (
  db: Db,
  budget: string,
  projects: readonly string[],
  limit: Omit<Limit, 'calls'>,
): Promise<{ passed: number; projects: Usage[] }> => {
  const { rows } = await sql<Usage & { passed: number }>`
    select given.project, coalesce(b.spent, 0) as spent,
      extract(epoch from now() - w.starts_at)::float8 / extract(epoch from w.ends_at - w.starts_at)::float8 as passed,
      exists (
        select from vendor_budgets c
        where c.budget = ${budget} and c.project = given.project and c.closed and c.starts_at <= now() and c.ends_at > now()
      ) as closed
    from (${windows([{ ...limit, calls: 1 }])}) w cross join unnest(${projects}::text[]) as given (project)
    left join vendor_budgets b on b.budget = ${budget} and b.project = given.project and b.starts_at = w.starts_at and b.ends_at = w.ends_at`.execute(
    db,
  )
  return { passed: rows[0]?.passed ?? 0, projects: rows.map(({ passed: _, ...project }) => project) }
}

/** Forgets periods that ended long ago. @returns how many went */
export const removeEnded = async (db: Db, days: number, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from vendor_budgets where (budget, project, starts_at, ends_at) in (
      select budget, project, starts_at, ends_at from vendor_budgets
      where ends_at < now() - ${days} * interval '1 day' order by ends_at limit ${limit}
    ) returning budget`.execute(db)
  return rows.length
}

const windows = (limits: readonly Limit[]) => sql`
  select date_trunc(period, now() at time zone zone) at time zone zone as starts_at,
    (date_trunc(period, now() at time zone zone) + ('1 ' || period)::interval) at time zone zone as ends_at, calls
  from unnest(
    ${limits.map(limit => limit.period)}::text[], ${limits.map(limit => limit.timeZone)}::text[], ${limits.map(limit => limit.calls)}::integer[]
  ) as given (period, zone, calls)`
