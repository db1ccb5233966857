import type { LoggedAction, Measure, TargetType } from '@mudig/shared/moderation/actions'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'

/** Where the next page of the queue begins. */
export interface QueuePosition {
  open_count: number
  /** Of the oldest open report, in microseconds since 1970: a Date would lose the last three digits. */
  microseconds: number
  id: number
}

/** A claim is forgotten after so long: whoever made it has gone home. */
const claimMinutes = 30

const isClaimed = sql<boolean>`c.claimed_at > now() - ${sql.lit(claimMinutes)} * interval '1 minute'`

const caseColumns = [
  'c.id',
  'c.uuid',
  sql<TargetType>`c.target_type`.as('target_type'),
  'c.target_id',
  'c.open_count',
  'c.opened_at',
  sql<Measure | null>`c.measure`.as('measure'),
  sql<string | null>`case when ${isClaimed} then (select name from staff where staff.id = c.claimed_by) end`.as(
    'claimed_by',
  ),
  sql<{
    id: number
    name: string
    handle: string | null
    suspended_until: string | null
    is_suspended: boolean
  }>`(select json_build_object('id', u.id, 'name', u.name, 'handle', u.handle, 'is_suspended', u.suspended_at is not null,
    'suspended_until', u.suspended_until) from users u where u.id = c.author)`.as('author'),
  sql<Record<string, number>>`coalesce((select json_object_agg(reason, count) from (
    select r.reason, count(*)::int as count from reports r where r.case_id = c.id and r.state = 'open' group by 1) by_reason), '{}')`.as(
    'reasons',
  ),
  // Of the newest report that still has one.
  sql<
    object | null
  >`(select r.snapshot from reports r where r.case_id = c.id and r.snapshot is not null order by r.id desc limit 1)`.as(
    'snapshot',
  ),
] as const

/** Exported for the test of its plan. */
export const selectQueue = (db: Db, { limit, from }: { limit: number; from?: QueuePosition | undefined }) =>
  db
    .selectFrom('report_cases as c')
    .select(caseColumns)
    .select(sql<number>`(extract(epoch from c.opened_at) * 1000000)::int8`.as('microseconds'))
    .where('c.open_count', '>', 0)
    .$if(from !== undefined, query =>
      query
        .where('c.open_count', '<=', from!.open_count)
        .where(
          sql<boolean>`(c.open_count < ${from!.open_count} or (c.opened_at, c.id) > (timestamptz 'epoch' + ${from!.microseconds} * interval '1 microsecond', ${from!.id}::int8))`,
        ),
    )
    .orderBy('c.open_count', 'desc')
    .orderBy('c.opened_at')
    .orderBy('c.id')
    // One more than is shown tells whether there is a next page.
    .limit(limit + 1)

const queuePage = prepare((db, from: QueuePosition, limit: number, isFirst: boolean) =>
  selectQueue(db, { limit, from: isFirst ? undefined : from }),
)

/** What was reported and nobody has decided on: what most people reported first, of those the oldest. One statement. */
export const listQueue = async (db: Db, { limit, from }: { limit: number; from?: QueuePosition | undefined }) => {
  const start = from ?? { open_count: 0, microseconds: 0, id: 0 }
  const rows = await queuePage(db, start, limit, from === undefined)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    cases: page.map(({ microseconds: _, ...row }) => row),
    next:
      last && rows.length > page.length
        ? { open_count: last.open_count, microseconds: last.microseconds, id: last.id }
        : undefined,
  }
}

export type CaseRow = Awaited<ReturnType<typeof listQueue>>['cases'][number]

/** So many of its reports and of the acts about it are shown with a case. */
const shownWithCase = 50

export interface CaseReport {
  reason: string
  description: string
  state: string
  created_at: string
}

export interface LoggedAct {
  action: LoggedAction
  reason: string
  until: string | null
  by: string | null
  created_at: string
}

/** A case with its reports, without who made them, and with what was done about it, in one statement. */
export const findCase = async (db: Db, uuid: string) =>
  db
    .selectFrom('report_cases as c')
    .select(caseColumns)
    .select([
      sql<
        CaseReport[]
      >`coalesce((select json_agg(json_build_object('reason', reason, 'description', note, 'state', state, 'created_at', created_at))
        from (select * from reports r where r.case_id = c.id order by r.id desc limit ${shownWithCase}) newest), '[]')`.as(
        'reports',
      ),
      sql<
        LoggedAct[]
      >`coalesce((select json_agg(json_build_object('action', action, 'reason', reason, 'until', until, 'by', by, 'created_at', created_at))
        from (select l.*, s.name as by from moderation_log l left join staff s on s.id = l.staff_id
          where l.case_id = c.id order by l.id desc limit ${shownWithCase}) newest), '[]')`.as('log'),
      sql<number>`(select count(*)::int from (
        select from moderation_log l where l.person = c.author and l.action in ('hide', 'remove', 'warn', 'suspend', 'ban') limit 100) acts)`.as(
        'earlier_measures',
      ),
    ])
    .where('c.uuid', '=', uuid)
    .executeTakeFirst()

/** The acts of moderation, the newest first. Exported for the test of its plan. */
export const selectLog = (db: Db, { limit, before }: { limit: number; before?: number | undefined }) =>
  db
    .selectFrom('moderation_log as l')
    .leftJoin('staff as s', 's.id', 'l.staff_id')
    .leftJoin('report_cases as c', 'c.id', 'l.case_id')
    .leftJoin('users as u', 'u.id', 'l.person')
    .select([
      'l.id',
      sql<LoggedAction>`l.action`.as('action'),
      'l.reason',
      'l.until',
      'l.created_at',
      's.name as by',
      'u.name as person',
      'c.uuid as case_uuid',
      sql<TargetType | null>`c.target_type`.as('target_type'),
    ])
    .$if(before !== undefined, query => query.where('l.id', '<', before!))
    .orderBy('l.id', 'desc')
    .limit(limit + 1)

export const listLog = async (db: Db, page: { limit: number; before?: number | undefined }) => {
  const rows = await selectLog(db, page).execute()
  const acts = rows.slice(0, page.limit)
  return { acts, next: rows.length > acts.length ? acts.at(-1)!.id : undefined }
}

/** Nobody counts further than this. */
const countedAtMost = 10_000

/** How things stand, and what was done within so many days. */
export const statistics = async (db: Db, days: number) => {
  const { rows } = await sql<{
    open_cases: number
    open_appeals: number
    oldest_open_at: Date | null
    actions: Record<string, number>
    reports: Record<string, number>
    targets: Record<string, number>
  }>`
    with acts as materialized (
      select l.action from moderation_log l where l.created_at > now() - ${days} * interval '1 day'
      order by l.created_at desc limit ${countedAtMost}
    ), recent as materialized (
      select r.reason, c.target_type from (
        select * from reports order by id desc limit ${countedAtMost}
      ) r join report_cases c on c.id = r.case_id where r.created_at > now() - ${days} * interval '1 day'
    )
    select
      (select count(*)::int from (select from report_cases where open_count > 0 limit ${countedAtMost}) open) as open_cases,
      (select count(*)::int from (select from appeals where state = 'open' limit ${countedAtMost}) open) as open_appeals,
      (select min(opened_at) from (select opened_at from report_cases where open_count > 0 limit ${countedAtMost}) open) as oldest_open_at,
      coalesce((select json_object_agg(action, count) from (select action, count(*)::int from acts group by 1) a), '{}') as actions,
      coalesce((select json_object_agg(reason, count) from (select reason, count(*)::int from recent group by 1) a), '{}') as reports,
      coalesce((select json_object_agg(target_type, count) from (select target_type, count(*)::int from recent group by 1) a), '{}') as targets`.execute(
    db,
  )
  return rows[0]!
}
