import { accountErrors } from '@mudig/shared/accounts/errors'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { playlistErrors } from '@mudig/shared/playlists/errors'
import { profileErrors } from '@mudig/shared/profiles/errors'
import { type RawBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import pg from 'pg'
import { isFollowing } from '../accounts/follows.js'
import type { Db, Trx } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { selectChosen, selectPlaylists } from '../playlists/playlists.js'
import { playlistSubject } from '../playlists/subject.js'
import { isPersonOpen, isRowShown } from '../subjects/people.js'
import { holdOwn, isOwnerOpen, isShownTo, isVisible } from '../subjects/visible.js'
import { isTold } from '../subjects/writers.js'

/** Where the next page of a profile's two lists begins; zeros where a list has ended. */
export interface ProfilePosition {
  /** Playlists older than this one. */
  playlist: number
  /** Likes before this moment, in microseconds since 1970: a Date would lose the last three digits. */
  likedAtMicroseconds: number
  /** Of likes at that very moment those of playlists with smaller ids. */
  liked: number
}

export interface ProfilePage {
  /** Of each list. */
  limit: number
  from?: ProfilePosition | undefined
}

const ofKind = sql<boolean>`s.kind = ${sql.lit(playlistSubject.name)}`

/**
 * What somebody wrote: others see what is ready and public, its writer also what is private or in the making. Failed
 * and cancelled digs are in no list.
 */
const written = (db: Db, writer: number, viewer: number, { limit, from }: ProfilePage) =>
  selectChosen(
    db,
    viewer,
    db
      .selectFrom('subjects as s')
      .selectAll('s')
      .where('s.owner', '=', writer)
      .where(ofKind)
      .$if(writer === viewer, query => query.where('s.state', 'in', ['draft', 'ready']))
      .$if(writer !== viewer, query => query.where(isShownTo(viewer)).where(isOwnerOpen(viewer)))
      .$if(from !== undefined, query => query.where('s.id', '<', from!.playlist))
      .orderBy('s.id', 'desc')
      .limit(limit + 1) as unknown as Parameters<typeof selectChosen>[2],
  ).orderBy('s.id', 'desc')

/**
 * What somebody likes, as far as the viewer may see it: nothing private of others, nothing of writers who have left.
 */
const liked = (db: Db, person: number, viewer: number, { limit, from }: ProfilePage) =>
  selectPlaylists(db, viewer)
    .innerJoin('subject_likes as l', 'l.subject_id', 's.id')
    .select(sql<number>`(extract(epoch from l.created_at) * 1000000)::int8`.as('liked_at_microseconds'))
    .where('l.user_id', '=', person)
    .where('l.kind', '=', sql.lit(playlistSubject.name))
    .where('s.state', '=', 'ready')
    .where(isVisible(viewer))
    .$if(person !== viewer, query => query.where(isPersonOpen(viewer, sql.ref('l.user_id'))))
    .$if(from !== undefined, query =>
      query.where(
        sql<boolean>`(l.created_at, l.subject_id) < (timestamptz 'epoch' + ${from!.likedAtMicroseconds} * interval '1 microsecond', ${from!.liked}::int8)`,
      ),
    )
    .orderBy('l.created_at', 'desc')
    .orderBy('l.subject_id', 'desc')
    .limit(limit + 1)

/** The wire's profile of somebody who is there, over an alias `u` of users; the address only to its owner. */
export const profileColumns = (viewer: number) =>
  [
    'u.id',
    'u.name',
    sql<string>`case when ${isTold(viewer, 'u')} then u.about else '' end`.as('about'),
    sql<string>`case when ${isTold(viewer, 'u')} then u.genre else '' end`.as('genre'),
    sql<string | null>`case when u.id = ${viewer} then u.email end`.as('email'),
    sql<number | null>`case when ${isTold(viewer, 'u')} then u.rep_playlist end`.as('rep_playlist'),
    'u.image',
    isFollowing(sql.ref<number>('u.id'), viewer).as('is_following'),
  ] as const

/** Exported for the test of its plan. */
export const selectProfile = (db: Db, id: number, viewer: number, page: ProfilePage) =>
  db
    .selectFrom('users as u')
    .select([
      ...profileColumns(viewer),
      ifOpen(id, viewer, jsonArrayFrom(written(db, id, viewer, page))).as('playlist'),
      ifOpen(id, viewer, jsonArrayFrom(liked(db, id, viewer, page))).as('liked_playlists'),
    ])
    .where('u.id', '=', id)
    .where('u.is_active', '=', true)
    .$if(id !== viewer, query => query.where(isRowShown(viewer, 'u')))

/** A list on a profile, for those who may see what the person makes; empty for others. */
const ifOpen = <List>(person: number, viewer: number, list: RawBuilder<List>): RawBuilder<List> =>
  person === viewer
    ? list
    : sql<List>`case when ${isPersonOpen(viewer, sql.ref('u.id'))} then ${list} else '[]'::json end`

const profilePage = prepare(
  (
    db,
    { id, viewer, playlist, likedAtMicroseconds, liked }: { id: number; viewer: number } & ProfilePosition,
    limit: number,
    isOwn: boolean,
    isFirst: boolean,
  ) =>
    selectProfile(db, id, isOwn ? id : viewer, {
      limit,
      from: isFirst ? undefined : { playlist, likedAtMicroseconds, liked },
    }),
)
const start: ProfilePosition = { playlist: 0, likedAtMicroseconds: 0, liked: 0 }

/**
 * A person with a page of what they wrote and of what they like, in one statement; undefined when there is no such
 * person.
 */
export const findProfile = async (db: Db, id: number, viewer: number, page: ProfilePage) => {
  const { limit, from = start } = page
  const [found] = await profilePage(db, { id, viewer, ...from }, limit, id === viewer, page.from === undefined)
  if (!found) return undefined
  const { playlist, liked_playlists, ...profile } = found
  const shown = playlist.slice(0, page.limit)
  const shownLiked = liked_playlists.slice(0, page.limit)
  const isMore = playlist.length > shown.length
  const isMoreLiked = liked_playlists.length > shownLiked.length
  const next: ProfilePosition | undefined =
    isMore || isMoreLiked
      ? {
          playlist: isMore ? shown.at(-1)!.id : 0,
          likedAtMicroseconds: isMoreLiked ? shownLiked.at(-1)!.liked_at_microseconds : 0,
          liked: isMoreLiked ? shownLiked.at(-1)!.id : 0,
        }
      : undefined
  return {
    profile,
    playlist: shown,
    liked_playlists: shownLiked.map(({ liked_at_microseconds: _, ...row }) => row),
    next,
  }
}

/** The genres that somebody names, comma-joined; empty where nobody is there. */
export const findGenre = async (db: Db, id: number): Promise<string> =>
  (await db.selectFrom('users').select('genre').where('id', '=', id).executeTakeFirst())?.genre ?? ''

/** What is left out stays. */
export interface ProfileChange {
  name?: string | undefined
  /** From `nameKey`; comes with the name. */
  name_key?: string | undefined
  about?: string | undefined
  genre?: string | undefined
  /** Null unsets it. */
  rep_playlist?: number | null | undefined
  /** Key of a stored picture. */
  image?: string | undefined
  link_1?: string | undefined
  link_2?: string | undefined
  is_private?: boolean | undefined
  age?: number | null | undefined
  gender?: string | null | undefined
}

/**
 * Changes a profile. The main playlist is locked before its writer, the order of whoever hides or removes a playlist
 * and then unsets it. The unique index decides who gets a name.
 *
 * @returns the picture that the profile had before
 * @throws ApiError nameTaken (the transaction is lost then), playlistNotFound, repPlaylistNotShown, tokenInvalid where
 * the user has left
 */
export const updateProfile = async (trx: Trx, id: number, change: ProfileChange): Promise<{ image: string }> => {
  if (typeof change.rep_playlist === 'number') await holdShownPlaylist(trx, change.rep_playlist, id)
  const before = await trx
    .selectFrom('users')
    .select('image')
    .where('id', '=', id)
    .where('is_active', '=', true)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw new ApiError(httpErrors.tokenInvalid)
  try {
    await trx
      .updateTable('users')
      .set({ ...change, updated_at: sql`now()` })
      .where('id', '=', id)
      .execute()
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'users_name_key_key')
      throw new ApiError(accountErrors.nameTaken)
    throw error
  }
  return before
}

/** Keeps the playlist as it is, ready and public, until the transaction ends. */
const holdShownPlaylist = async (trx: Trx, id: number, writer: number): Promise<void> => {
  const playlist = await holdOwn(trx, playlistSubject, id, writer)
  if (!playlist) throw new ApiError(playlistErrors.playlistNotFound)
  if (!playlist.is_public) throw new ApiError(profileErrors.repPlaylistNotShown)
}
