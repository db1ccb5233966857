import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../core/client.js'

/** Rows of one statement. Small enough that a page of playlists with their songs is some hundred kilobytes. */
const pageRows = 200

type Pages<Row = object> = AsyncGenerator<readonly Row[], void, void>

/**
 * Reads a list to its end, page after page, so that neither a statement nor a page grows with the list.
 * @param first a position before every row
 * @param read what follows a position, in the order of an index
 */
const pages = async function* <Position, Row>(
  first: Position,
  read: (after: Position, limit: number) => Promise<readonly Row[]>,
  positionOf: (row: Row) => Position,
): Pages<Row> {
  for (let after = first; ; ) {
    const rows = await read(after, pageRows)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    if (rows.length < pageRows) return
    after = positionOf(last)
  }
}

const idOf = ({ id }: { id: number }): number => id

/** The account itself; undefined when it was withdrawn. No hashes: nobody can read anything in them. */
export const findAccount = (db: Db, userId: number) =>
  db
    .selectFrom('users')
    .select([
      'id',
      'email',
      'name',
      'about',
      'genre',
      'image',
      'rep_playlist',
      'follower_count',
      'following_count',
      sql<boolean>`password_hash is not null`.as('has_password'),
      'created_at',
      'updated_at',
      // Null for whoever never chose.
      sql<object | null>`(
        select to_json(chosen) from (
          select followed, liked, commented, replied, ready from notification_boxes where user_id = users.id
        ) chosen)`.as('notified_of'),
    ])
    .where('id', '=', userId)
    .where('is_active', '=', true)
    .executeTakeFirst()

/** Accounts at Google, Kakao and Naver. */
const identities = (db: Db, userId: number) =>
  pages(
    '',
    (after, limit) =>
      db
        .selectFrom('identities')
        .select(['provider', 'subject', 'email', 'created_at'])
        .where('user_id', '=', userId)
        .where('provider', '>', after)
        .orderBy('provider')
        .limit(limit)
        .execute(),
    ({ provider }) => provider,
  )

/** Sign-ins, those that have ended too, until they are forgotten. What opens them is left out. */
const sessions = (db: Db, userId: number) =>
  pages(
    '00000000-0000-0000-0000-000000000000',
    (after, limit) =>
      db
        .selectFrom('sessions')
        .select([
          'id',
          'user_agent',
          sql<string | null>`host(address)`.as('address'),
          'created_at',
          'last_used_at',
          'expires_at',
          'revoked_at',
          'revoked_because',
        ])
        .where('user_id', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    ({ id }) => id,
  )

/** When each browser and network was last seen. Which they were is stored as a hash that nobody can read. */
const devices = async function* (db: Db, userId: number): Pages {
  const rows = pages(
    Buffer.alloc(0) as Buffer,
    (after, limit) =>
      db
        .selectFrom('known_devices')
        .select(['hash', 'last_seen_at'])
        .where('user_id', '=', userId)
        .where('hash', '>', after)
        .orderBy('hash')
        .limit(limit)
        .execute(),
    ({ hash }) => hash,
  )
  for await (const page of rows) yield page.map(({ last_seen_at }) => ({ last_seen_at }))
}

/** Everything that somebody dug, in every state: their words, what came of them, the songs in order. */
const playlists = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('playlists as p')
        .select(eb => [
          'p.id',
          'p.status',
          'p.situations',
          'p.genre',
          'p.year',
          'p.title',
          'p.content',
          'p.keywords',
          'p.image_prompt',
          'p.thumbnail',
          'p.is_public',
          'p.is_active',
          'p.like_count',
          'p.comment_count',
          'p.created_at',
          'p.updated_at',
          'p.finished_at',
          jsonArrayFrom(
            eb
              .selectFrom('playlist_songs as s')
              .innerJoin('music as m', 'm.id', 's.music_id')
              .select([
                'm.id',
                'm.singer',
                'm.song',
                sql<string | null>`'https://www.youtube.com/embed/' || m.video_id`.as('information'),
              ])
              .whereRef('s.playlist_id', '=', 'p.id')
              .orderBy('s.position'),
          ).as('music'),
        ])
        .where('p.writer', '=', userId)
        .where('p.id', '>', after)
        .orderBy('p.id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** The title only of what its liker may still see. */
const likes = async function* (db: Db, userId: number): Pages {
  const rows = pages(
    // A Date would lose the last three digits.
    { microseconds: 0, playlist: 0 },
    (after, limit) =>
      db
        .selectFrom('likes as l')
        .innerJoin('playlists as p', 'p.id', 'l.playlist_id')
        .innerJoin('users as w', 'w.id', 'p.writer')
        .select([
          'l.playlist_id as playlist',
          sql<string | null>`case when p.writer = ${userId}
            or (p.status = 'ready' and p.is_public and p.is_active and w.is_active) then p.title end`.as('title'),
          'l.created_at as liked_at',
          sql<number>`(extract(epoch from l.created_at) * 1000000)::int8`.as('microseconds'),
        ])
        .where('l.user_id', '=', userId)
        .where(
          sql<boolean>`(l.created_at, l.playlist_id) > (timestamptz 'epoch' + ${after.microseconds} * interval '1 microsecond', ${after.playlist}::int8)`,
        )
        .orderBy('l.created_at')
        .orderBy('l.playlist_id')
        .limit(limit)
        .execute(),
    ({ microseconds, playlist }) => ({ microseconds, playlist }),
  )
  for await (const page of rows) yield page.map(({ microseconds: _, ...like }) => like)
}

const comments = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('comments')
        .select(['id', 'playlist', 'parent', 'content', 'is_active', 'created_at', 'updated_at'])
        .where('writer', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Of others no more than their public names. */
const follows = (own: 'follower' | 'followee', other: 'follower' | 'followee') => (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('follows as f')
        .innerJoin('users as u', 'u.id', `f.${other}`)
        .select([
          'f.id',
          'u.id as user',
          sql<string | null>`case when u.is_active then u.name end`.as('name'),
          'f.created_at',
        ])
        .where(`f.${own}`, '=', userId)
        .where('f.id', '>', after)
        .orderBy('f.id')
        .limit(limit)
        .execute(),
    idOf,
  )

/** Who acted is theirs; that somebody did is told. */
const notifications = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('notifications')
        .select(['seq', 'kind', 'playlist_id as playlist', 'actor_count', 'read_at', 'created_at', 'updated_at'])
        .where('recipient', '=', userId)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute(),
    ({ seq }) => seq,
  )

/**
 * Everything that is known of somebody, list by list; each becomes one file of the copy that they may ask for. A table
 * that keeps something about people gets an entry here, and a line in `erase` of withdrawals.ts.
 */
export const lists: Readonly<Record<string, (db: Db, userId: number) => Pages>> = {
  identities,
  sessions,
  devices,
  playlists,
  likes,
  comments,
  following: follows('follower', 'followee'),
  followers: follows('followee', 'follower'),
  notifications,
}

/** Keys of the covers of somebody's playlists. */
export const covers = (db: Db, userId: number) =>
  pages(
    0,
    (after, limit) =>
      db
        .selectFrom('playlists')
        .select(['id', 'thumbnail'])
        .where('writer', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    idOf,
  )
