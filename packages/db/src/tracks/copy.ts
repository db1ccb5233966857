import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import type { OwnObject } from '../core/domain.js'
import { idOf, type Pages, pages } from '../core/pages.js'
import { likesOf } from '../subjects/copy.js'
import { isVisible } from '../subjects/visible.js'
import { trackSubject } from './subject.js'

/** Everything that somebody uploaded, in every state. */
export const tracks = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('tracks as t')
        .innerJoin('subjects as s', 's.id', 't.id')
        .select([
          't.id',
          't.title',
          't.description',
          't.status',
          's.visibility',
          's.like_count',
          's.comment_count',
          't.created_at',
          't.ready_at',
          sql<
            string[]
          >`array(select g.name from track_tags of join tags g on g.id = of.tag_id where of.track_id = t.id order by g.name)`.as(
            'tags',
          ),
          sql<unknown>`(select h.chapters from track_chapters h where h.track_id = t.id)`.as('chapters'),
          sql<unknown>`(select json_build_object('slug', l.slug, 'created_at', l.created_at)
            from track_links l where l.track_id = t.id)`.as('secret_link'),
          sql<unknown>`(select json_agg(json_build_object('version', v.version, 'filename', v.filename,
            'duration_ms', v.duration_ms, 'state', v.state, 'created_at', v.created_at) order by v.version)
            from track_versions v where v.track_id = t.id)`.as('files'),
        ])
        .where('t.owner', '=', userId)
        .where('t.id', '>', after)
        .orderBy('t.id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Pictures of somebody's tracks, and the files as they uploaded them. */
export const ownFiles = async function* (db: Db, userId: number): Pages<OwnObject> {
  yield* pictures(db, userId)
  yield* originals(db, userId)
}

const pictures = (db: Db, userId: number) =>
  pages(
    0,
    async (after, limit) =>
      db
        .selectFrom('tracks')
        .select(['id', sql<string>`picture`.as('key')])
        .where('owner', '=', userId)
        .where('picture', 'is not', null)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Of each track the file that is heard: a page never divides a track's files. */
const originals = (db: Db, userId: number) =>
  pages(
    0,
    async (after, limit) =>
      db
        .selectFrom('tracks as t')
        .innerJoin('track_versions as v', join =>
          join.onRef('v.track_id', '=', 't.id').on(sql<boolean>`v.version = coalesce(t.live_version, t.last_version)`),
        )
        .innerJoin('track_files as f', join =>
          join.onRef('f.track_id', '=', 't.id').onRef('f.version', '=', 'v.version').on('f.role', '=', 'original'),
        )
        .select([
          't.id',
          'f.key',
          // A name of its own in one folder, whatever the file was called.
          sql<string>`'tracks/' || t.id || ' ' || regexp_replace(v.filename, '[/\\\\[:cntrl:]]', '_', 'g')`.as('name'),
        ])
        .where('t.owner', '=', userId)
        .where('t.id', '>', after)
        .orderBy('t.id')
        .limit(limit)
        .execute(),
    idOf,
  )

export const uploads = (db: Db, userId: number) =>
  pages(
    '',
    (after, limit) =>
      db
        .selectFrom('track_uploads')
        .select(['id', 'filename', 'bytes', 'received', 'track_id', 'created_at', 'expires_at'])
        .where('user_id', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    ({ id }) => id,
  )

/** The title only of what whoever reposted it may still see. */
export const reposts = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('reposts as r')
        .innerJoin('subjects as s', 's.id', 'r.track_id')
        .innerJoin('tracks as t', 't.id', 's.id')
        .select([
          'r.track_id as id',
          sql<string | null>`case when ${isVisible(userId)} then t.title end`.as('title'),
          'r.created_at',
        ])
        .where('r.user_id', '=', userId)
        .where('r.track_id', '>', after)
        .orderBy('r.track_id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Of the last month: older receipts are counted and gone. */
export const heard = (db: Db, userId: number) =>
  pages(
    '00000000-0000-0000-0000-000000000000',
    (after, limit) =>
      db
        .selectFrom('plays')
        .select(['play_id as id', 'track_id', 'ms_played', 'played_at'])
        .where('user_id', '=', userId)
        .where('play_id', '>', after)
        .orderBy('play_id')
        .limit(limit)
        .execute(),
    ({ id }) => id,
  )

export const likes = likesOf({ kind: trackSubject.name, table: 'tracks', told: { as: 'title', column: 'title' } })
