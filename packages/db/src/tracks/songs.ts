import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { hasThumbnails } from '../objects/pictures.js'
import { isLikedBy } from '../subjects/likes.js'
import { isFed, isOwnerThere, isPublic, isVisible } from '../subjects/visible.js'
import { writerOf } from '../subjects/writers.js'
import { chaptersOf } from './chapters.js'
import { trackSubject } from './subject.js'

/** Whoever has no account. Ids begin at 1, so nothing is theirs, liked or reposted by them. */
export const nobody = 0

/** Subjects `s` that are tracks. */
export const ofKind = sql<boolean>`s.kind = ${sql.lit(trackSubject.name)}`
/** What a feed of the viewer's may show of what is public, over an alias `s`. */
export const shownTo = (viewer: number) => sql<boolean>`${ofKind} and ${isPublic} and ${isFed(viewer)}`

/** Not `exists`, which Postgres may answer by reading all that they reposted. */
export const isRepostedBy = (viewer: number) =>
  sql<boolean>`coalesce((select true from reposts mine where mine.user_id = ${viewer} and mine.track_id = s.id), false)`

/**
 * The wire's songs over aliases `s` of subjects and `t` of tracks, as the viewer sees them; whether they may be seen is
 * for the caller to say. What is said of the file is said of the one that is heard, or of the newest where none is yet.
 */
export const selectSongs = (db: Db, viewer: number) =>
  db
    .selectFrom('subjects as s')
    .innerJoin('tracks as t', 't.id', 's.id')
    .innerJoin('track_counts as c', 'c.track_id', 't.id')
    .innerJoin('track_versions as v', join =>
      join.onRef('v.track_id', '=', 't.id').on(sql<boolean>`v.version = coalesce(t.live_version, t.last_version)`),
    )
    .select(({ ref }) => [
      't.id as song_id',
      't.title as song_name',
      't.description',
      't.slug',
      't.live_version',
      's.owner as user_id',
      writerOf(db, ref('s.owner'), viewer).as('artist'),
      'v.sample_rate',
      't.picture',
      hasThumbnails(db, ref('t.picture')).as('has_thumbnails'),
      sql<string[]>`array(
        select g.name from track_tags x join tags g on g.id = x.tag_id where x.track_id = t.id order by g.name)`.as(
        'song_tag',
      ),
      'v.duration_ms',
      'v.wave',
      sql<'processing' | 'ready' | 'failed'>`t.status`.as('status'),
      sql<string | null>`case when s.owner = ${viewer} then (
        select last.error_code from track_versions last
        where last.track_id = t.id and last.version = t.last_version and last.state = 'failed') end`.as('error_code'),
      sql<'truncated' | 'duplicate' | null>`case when s.owner = ${viewer} then
        coalesce(v.warning, case when v.duplicate_of is not null then 'duplicate' end) end`.as('warning'),
      's.like_count',
      isLikedBy(viewer).as('is_liked'),
      'c.play_count',
      'c.repost_count',
      isRepostedBy(viewer).as('is_reposted'),
      's.comment_count',
      sql<boolean>`s.visibility = 'public'`.as('is_public'),
      // Whether anybody may hear it who asks; else a link has to be signed.
      sql<boolean>`${isPublic} and ${isOwnerThere}`.as('is_open'),
      't.is_downloadable',
      'v.loudness_lufs',
      't.created_at',
    ])

export type SongRow = Awaited<ReturnType<ReturnType<typeof selectSongs>['execute']>>[number]

/** The same with what lists leave out. */
export const selectDetails = (db: Db, viewer: number) => selectSongs(db, viewer).select(chaptersOf.as('chapters'))

const song = prepare((db, { id, viewer }: { id: number; viewer: number }) =>
  selectDetails(db, viewer).where('s.id', '=', id).where(ofKind).where(isVisible(viewer)),
)

export type SongDetailRow = Awaited<ReturnType<typeof song>>[number]

/** A track as the viewer sees it; its owner sees it in every state. Undefined where there is none for them. */
export const findSong = async (db: Db, id: number, viewer: number): Promise<SongDetailRow | undefined> =>
  (await song(db, { id, viewer }))[0]

const shared = prepare((db, { slug }: { slug: string }) =>
  selectDetails(db, nobody).where('t.slug', '=', slug).where(isVisible(nobody)),
)

/** What a public link opens, as anybody sees it; undefined unless it is ready and public, and its owner there. */
export const findSharedSong = async (db: Db, slug: string): Promise<SongDetailRow | undefined> =>
  (await shared(db, { slug }))[0]
