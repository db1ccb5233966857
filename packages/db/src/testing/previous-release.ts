import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'

/*
 * Transitional: what the release before subjects sends to Postgres, word for word (of its likes.ts, comments.ts,
 * digs.ts, edits.ts, notify.ts, withdrawals.ts and of its lists).
 */

const one = async <R>(db: Db, statement: RawBuilder<R>): Promise<R | undefined> => (await statement.execute(db)).rows[0]

export const insertQueued = async (trx: Trx, writer: number, genre = 'OST'): Promise<number> => {
  const row = await one(
    trx,
    sql<{ id: number }>`insert into "playlists" ("writer", "situations", "genre", "year", "title", "song_goal")
      values (${writer}, ${'비'}, ${genre}, ${'2010'}, ${'비'}, ${7}) returning "id"`,
  )
  return row!.id
}

export const beginComposing = (trx: Trx, id: number) =>
  sql`update "playlists" set "status" = ${'composing'}, "title" = situations, "content" = ${''}, "keywords" = ${[]}, "image_prompt" = ${null},
    "song_count" = ${0}, "error_code" = ${null}, "finished_at" = ${null} where "id" = ${id}`.execute(trx)

export const describe = (trx: Trx, id: number, title: string) =>
  sql`update "playlists" set "title" = ${title}, "content" = ${'c'}, "keywords" = ${['k']} where "id" = ${id}`.execute(
    trx,
  )

export const finishComposing = (trx: Trx, id: number) =>
  sql`update "playlists" set "status" = ${'matching'}, "composed_at" = now() where "id" = ${id} and "status" = ${'composing'}`.execute(
    trx,
  )

export const setCover = async (trx: Trx, id: number, key: string) => {
  await sql`select "cover", "thumbnail", "status" from "playlists" where "id" = ${id} for no key update`.execute(trx)
  await sql`update "playlists" set "cover" = ${'drawn'}, "thumbnail" = ${key}, "event_seq" = event_seq + 1
    where "id" = ${id} returning "id", "event_seq"`.execute(trx)
}

export const finishIfReady = (trx: Trx, id: number) =>
  sql`update "playlists" as "p" set "status" = ${'ready'}, "finished_at" = now()
    where "p"."id" in (${id}) and "p"."status" = ${'matching'} and "p"."composed_at" is not null and "p"."cover" <> ${'none'}
      and not exists (select "s"."music_id" from "playlist_songs" as "s" inner join "music" as "m" on "m"."id" = "s"."music_id"
        where "s"."playlist_id" = "p"."id" and "m"."state" = ${'pending'})
    returning "p"."id", "p"."writer"`.execute(trx)

export const endUnfinished = (trx: Trx, id: number, status: 'failed' | 'cancelled') =>
  sql`update "playlists" set "status" = ${status}, "error_code" = ${'x'}, "finished_at" = now()
    where "id" = ${id} and "status" in (${'queued'}, ${'composing'}, ${'matching'}) returning "id"`.execute(trx)

export const holdVisible = async (trx: Trx, id: number, user: number) => {
  const playlist = await one(
    trx,
    sql<{
      writer: number
    }>`select "writer" from "playlists" where "id" = ${id} and "is_active" = ${true} and "status" = ${'ready'}
      and ("is_public" = ${true} or "writer" = ${user}) for no key update`,
  )
  if (playlist)
    await sql`select exists (select "w"."id" from "users" as "w" where "w"."id" = ${playlist.writer} and "w"."is_active" = ${true}) as "is_writer_there"
      from "users" as "u" where "u"."id" = ${user} and "u"."is_active" = ${true} for key share of "u"`.execute(trx)
  return playlist
}

export const setLike = async (trx: Trx, playlistId: number, userId: number, wanted?: boolean) => {
  if (!(await holdVisible(trx, playlistId, userId))) return undefined
  return one(
    trx,
    sql<{ like_playlist: boolean; like_count: number; has_changed: boolean }>`
    with liked as (
      select from likes where playlist_id = ${playlistId} and user_id = ${userId}
    ), wanted as (
      select coalesce(${wanted ?? null}::boolean, not exists (select from liked)) as is_liked
    ), gone as (
      delete from likes using wanted where playlist_id = ${playlistId} and user_id = ${userId} and not is_liked returning playlist_id
    ), added as (
      insert into likes (playlist_id, user_id) select ${playlistId}, ${userId} from wanted where is_liked and not exists (select from liked)
      returning playlist_id
    )
    update playlists
    set like_count = greatest(0, like_count + (select count(*)::integer from added) - (select count(*)::integer from gone))
    where id = ${playlistId}
    returning like_count, (select is_liked from wanted) as like_playlist,
      exists (select from added) or exists (select from gone) as has_changed`,
  )
}

const commentColumns = sql`"c"."is_active", "c"."playlist", "c"."id", "c"."content", "c"."writer", "c"."parent", "c"."created_at", "c"."updated_at", "c"."thread"`

export interface OldComment {
  id: number
  playlist: number
  content: string
  parent: number | null
  thread: number
}

export const writeComment = async (trx: Trx, writer: number, playlist: number, content: string, parentId?: number) => {
  if (!(await holdVisible(trx, playlist, writer))) return undefined
  const parent =
    parentId === undefined
      ? null
      : (await one(
          trx,
          sql<{
            thread: number
          }>`select "thread" from "comments" where "id" = ${parentId} and "playlist" = ${playlist} and "is_active" = ${true}`,
        ))!.thread
  await sql`select ${commentColumns} from (select * from "comments" where "writer" = ${writer} order by "id" desc limit ${1}) as "c"
    where "c"."playlist" = ${playlist} and "c"."content" = ${content} and "c"."parent" is not distinct from ${parent} and "c"."is_active" = ${true}
      and "c"."created_at" > now() - ${10} * interval '1 second'`.execute(trx)
  return one(
    trx,
    sql<OldComment>`
    with "c" as (insert into "comments" ("playlist", "writer", "parent", "content") values (${playlist}, ${writer}, ${parent}, ${content}) returning *),
      "counted" as (update "playlists" set "comment_count" = comment_count + 1 where "id" = ${playlist})
    select ${commentColumns} from "c"`,
  )
}

const playlistOf = async (trx: Trx, user: number, comment: number) => {
  const found = await one(
    trx,
    sql<{ playlist: number }>`select "playlist" from "comments" where "id" = ${comment} and "is_active" = ${true}`,
  )
  return found && holdVisible(trx, found.playlist, user)
}

export const editComment = async (trx: Trx, writer: number, id: number, content: string) => {
  if (!(await playlistOf(trx, writer, id))) return undefined
  return one(
    trx,
    sql<OldComment>`
    with "c" as (update "comments" set "content" = ${content}, "updated_at" = clock_timestamp()
      where "id" = ${id} and "writer" = ${writer} and "is_active" = ${true} returning *)
    select ${commentColumns} from "c"`,
  )
}

export const deleteComment = async (trx: Trx, user: number, id: number) => {
  if (!(await playlistOf(trx, user, id))) return undefined
  return one(
    trx,
    sql<{ id: number }>`
    with "gone" as (update "comments" set "is_active" = ${false}, "content" = ${''}, "updated_at" = clock_timestamp()
      where "id" = ${id} and "is_active" = ${true} returning "playlist")
    update "playlists" set "comment_count" = greatest(0, comment_count - 1) from "gone" where "playlists"."id" = "gone"."playlist"
    returning "playlists"."id"`,
  )
}

export const editPrivacy = async (trx: Trx, id: number, writer: number, isPublic: boolean) => {
  await sql`select "p"."status", "p"."thumbnail" from "playlists" as "p" where "p"."id" = ${id} and "p"."writer" = ${writer} and "p"."is_active" = ${true}
    and exists (select "u"."id" from "users" as "u" where "u"."id" = ${writer} and "u"."is_active" = ${true}) for no key update`.execute(
    trx,
  )
  await sql`update "playlists" set "is_public" = ${isPublic}, "updated_at" = clock_timestamp() where "id" = ${id}`.execute(
    trx,
  )
}

export const deletePlaylist = async (trx: Trx, id: number, writer: number) => {
  await sql`select "thumbnail" from "playlists" where "id" = ${id} and "writer" = ${writer} and "is_active" = ${true} for update`.execute(
    trx,
  )
  await sql`delete from "playlists" where "id" = ${id}`.execute(trx)
}

export const erasePlaylistsAndLikes = async (trx: Trx, id: number) => {
  await sql`
    select id from playlists
    where id in (select id from playlists where writer = ${id} union select playlist_id from likes where user_id = ${id})
    order by id for update`.execute(trx)
  await sql`
    select id from users
    where id in (select ${id}::int8 union select followee from follows where follower = ${id} union select follower from follows where followee = ${id})
    order by id for no key update`.execute(trx)
  await sql`delete from "playlists" where "writer" = ${id} returning "thumbnail"`.execute(trx)
  await sql`
    with unliked as (delete from likes where user_id = ${id} returning playlist_id)
    update playlists set like_count = greatest(0, like_count - 1) from unliked where playlists.id = unliked.playlist_id`.execute(
    trx,
  )
}

export const insertNotification = (trx: Trx, recipient: number, playlist: number, seq: number) =>
  one(
    trx,
    sql<{ id: number }>`insert into "notifications" ("recipient", "kind", "subject", "playlist_id", "seq")
      values (${recipient}, ${'ready'}, ${playlist}, ${playlist}, ${seq}) returning "id"`,
  )

const visible = (viewer: number) =>
  sql`p.is_active and (p.writer = ${viewer} or (p.status = 'ready' and p.is_public and w.is_active))`

/** What its detail shows, with its comments in their order. */
export const findDetail = (db: Db, id: number, viewer: number) =>
  one(
    db,
    sql<{ like_count: number; comment_count: number; like_playlist: boolean; is_public: boolean; words: string[] }>`
    select p.like_count, p.comment_count, p.is_public,
      coalesce((select true from likes mine where mine.playlist_id = p.id and mine.user_id = ${viewer}), false) as like_playlist,
      array(select c.content from comments as c where c.playlist = p.id order by c.thread, c.id) as words
    from playlists as p inner join users as w on w.id = p.writer where p.id = ${id} and ${visible(viewer)}`,
  )

/** Ids of what home shows to everybody, the most liked first. */
export const listLiked = async (db: Db): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select p.id from playlists p where p.status = 'ready' and p.is_public and p.is_active
      and (select w.is_active from users w where w.id = p.writer)
    order by p.like_count desc, p.id desc limit 5`.execute(db)
  return rows.map(row => row.id)
}

/** Ids of the playlists that somebody's notifications are about. */
export const listNotified = async (db: Db, recipient: number): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select p.id from notifications as n left join playlists as p on p.id = n.playlist_id left join users as w on w.id = p.writer
    where n.recipient = ${recipient} and (n.playlist_id is null or ${visible(recipient)}) order by n.seq desc`.execute(
    db,
  )
  return rows.map(row => row.id)
}
