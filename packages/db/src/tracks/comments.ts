import { ApiError } from '@mudig/shared/core/errors'
import { trackErrors } from '@mudig/shared/tracks/errors'
import { type Expression, type RawBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isCommentShown, writeComment } from '../subjects/comments.js'
import { isVisible } from '../subjects/visible.js'
import { writerOf } from '../subjects/writers.js'
import { ofKind } from './songs.js'
import { trackSubject } from './subject.js'

/*
 * Comments of a track in the order of its moments. A reply has the moment of what it replies to, so that it stands
 * behind it. Those that were deleted are left out: there is no thread that would lose its beginning.
 */

export interface MomentPage {
  limit: number
  /** Only what comes after this one. */
  after?: { position_ms: number; id: number } | undefined
  /** Half of the page comes before this moment, half after it. */
  around?: number | undefined
}

interface Values {
  id: number
  viewer: number
  position_ms: number | undefined
  after: number | undefined
  around: number | undefined
}

type Start = 'first' | 'after' | 'around'

const moments = (
  db: Db,
  track: Expression<number>,
  viewer: number,
  which: RawBuilder<boolean>,
  direction: 'asc' | 'desc',
  most: number,
) =>
  db
    .selectFrom('subject_comments as c')
    .selectAll()
    .where('c.subject_id', '=', track)
    .where('c.position_ms', 'is not', null)
    .where('c.is_active', '=', true)
    .where(isCommentShown(viewer))
    .where(which)
    .orderBy('c.position_ms', direction)
    .orderBy('c.id', direction)
    .limit(most)

/** Exported for the test of its plan. */
export const selectMoments = (db: Db, values: Values, limit: number, start: Start) => {
  const { id, viewer, position_ms, after, around } = values
  const half = Math.floor(limit / 2)
  const rows = (track: Expression<number>) => {
    if (start === 'first') return moments(db, track, viewer, sql`true`, 'asc', limit + 1)
    if (start === 'after')
      return moments(
        db,
        track,
        viewer,
        sql`(c.position_ms, c.id) > (${position_ms}::int4, ${after}::int8)`,
        'asc',
        limit + 1,
      )
    const before = moments(db, track, viewer, sql`c.position_ms < ${around}`, 'desc', half)
    const behind = moments(db, track, viewer, sql`c.position_ms >= ${around}`, 'asc', limit - half + 1)
    return db
      .selectFrom(before.as('c'))
      .selectAll()
      .unionAll(db.selectFrom(behind.as('c')).selectAll())
  }
  return db
    .selectFrom('subjects as s')
    .select(({ ref }) => [
      's.comment_count',
      jsonArrayFrom(
        db
          .selectFrom(rows(ref('s.id')).as('c'))
          .select(eb => [
            'c.id',
            'c.subject_id',
            'c.content',
            'c.position_ms',
            'c.parent',
            'c.created_at',
            'c.updated_at',
            writerOf(db, eb.ref('c.writer'), viewer).as('writer_profile'),
          ])
          .orderBy('c.position_ms')
          .orderBy('c.id'),
      ).as('comments'),
    ])
    .where('s.id', '=', id)
    .where(ofKind)
    .where(isVisible(viewer))
}

const page = prepare((db, values: Values, limit: number, start: Start) => selectMoments(db, values, limit, start))

/** Comments of a track by their moments, in one statement; undefined where there is no such track for the viewer. */
export const listMoments = async (db: Db, id: number, viewer: number, { limit, after, around }: MomentPage) => {
  const start = after ? 'after' : around === undefined ? 'first' : 'around'
  const values = { id, viewer, position_ms: after?.position_ms, after: after?.id, around }
  const [found] = await page(db, values, limit, start)
  if (!found) return undefined
  const { comment_count, comments: rows } = found
  // Where the page stands around a moment, what is before it may be less than half.
  const isBehind = (row: { position_ms: number | null }) => start !== 'around' || row.position_ms! >= around!
  const most = start === 'around' ? limit - Math.floor(limit / 2) : limit
  const hasMore = rows.filter(isBehind).length > most
  const comments = hasMore ? rows.slice(0, -1) : rows
  const last = comments.at(-1)
  return {
    comment_count,
    comments,
    next: hasMore && last ? { position_ms: last.position_ms!, id: last.id } : undefined,
  }
}

export type Moment = NonNullable<Awaited<ReturnType<typeof listMoments>>>['comments'][number]

export interface NewMoment {
  content: string
  parent_id?: number | undefined
  position_ms: number
}

/**
 * Writes a comment at a moment of a track, or a reply at the moment of its thread.
 * @returns the comment and whether it is new
 * @throws ApiError wrongPosition where the moment lies behind the end; whatever `writeComment` throws
 */
export const writeMoment = async (trx: Trx, trackId: number, writer: number, wanted: NewMoment) => {
  const { content, parent_id } = wanted
  const track = await trx
    .selectFrom('subjects as s')
    .innerJoin('tracks as t', 't.id', 's.id')
    .innerJoin('track_versions as v', join =>
      join.onRef('v.track_id', '=', 't.id').onRef('v.version', '=', 't.live_version'),
    )
    .select(({ selectFrom }) => [
      'v.duration_ms',
      selectFrom('subject_comments as c')
        .select('c.position_ms')
        .where('c.id', '=', parent_id ?? 0)
        .where('c.subject_id', '=', trackId)
        .as('of_parent'),
    ])
    .where('s.id', '=', trackId)
    .where(isVisible(writer))
    .executeTakeFirst()
  const position_ms = track?.of_parent ?? wanted.position_ms
  if (track && position_ms > (track.duration_ms ?? 0)) throw new ApiError(trackErrors.wrongPosition)
  return writeComment(trx, trackSubject, writer, { subject_id: trackId, content, parent_id, position_ms })
}
