import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isPersonOpen } from '../subjects/people.js'
import { isPublic } from '../subjects/visible.js'
import { nobody, ofKind } from './songs.js'

/** So many of the newest: what readers keep is theirs. */
const itemsAtMost = 100

/** A track as its file is announced to podcast players. */
export interface FeedItem {
  id: number
  slug: string
  title: string
  description: string
  picture: string | null
  /** As JSON has moments. */
  ready_at: string
  duration_ms: number | null
  bytes: number
  content_type: string
}

/** Each is looked up by itself, however many files there are. Exported for the test of its plan. */
export const selectRss = (db: Db, whose: string | number, by: 'id' | 'handle') =>
  db
    .selectFrom('users as u')
    .select([
      'u.id',
      'u.handle',
      'u.name',
      'u.about',
      'u.image',
      sql<FeedItem[]>`coalesce((
        select json_agg(to_json(item) order by item.id desc)
        from (
          select s.id from subjects s where s.owner = u.id and ${ofKind} and ${isPublic}
          order by s.id desc limit ${sql.lit(itemsAtMost)}
        ) pick
        cross join lateral (
          select t.id, t.slug, t.title, t.description, t.picture, t.ready_at, v.duration_ms, f.bytes, f.content_type
          from tracks t
          join track_versions v on v.track_id = t.id and v.version = t.live_version
          join track_files f on f.track_id = t.id and f.version = t.live_version and f.role = 'aac'
          where t.id = pick.id limit 1
        ) item), '[]'::json)`.as('items'),
    ])
    .where(by === 'id' ? 'u.id' : 'u.handle', '=', whose as never)
    .where(isPersonOpen(nobody, sql.ref('u.id')))

const rss = prepare((db, { whose }: { whose: string | number }, by: 'id' | 'handle') => selectRss(db, whose, by))

/**
 * Somebody's newest tracks as everybody may hear them; undefined where there is nobody of this id or handle, or where
 * they have left, are suspended or private. One statement.
 */
export const findRss = async (db: Db, whose: string | number) =>
  (await rss(db, { whose }, typeof whose === 'number' ? 'id' : 'handle'))[0]

export type Rss = NonNullable<Awaited<ReturnType<typeof findRss>>>
