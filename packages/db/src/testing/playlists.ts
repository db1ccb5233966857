import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { DB, Db } from '../core/client.js'
import { playlistSubject } from '../playlists/subject.js'

/** What the wire says of a playlist's subject. */
interface Shown {
  is_public?: boolean
  is_active?: boolean
  like_count?: number
  comment_count?: number
}

type Transitional = 'is_public' | 'is_active' | 'like_count' | 'comment_count'

const stateOf = (status: unknown) =>
  status === 'ready' ? 'ready' : status === 'failed' || status === 'cancelled' ? 'failed' : 'draft'

const subjectFields = ({ is_public, is_active, ...counts }: Shown, status?: unknown) => ({
  ...counts,
  ...(is_public !== undefined && { visibility: is_public ? 'public' : 'private' }),
  ...(is_active === false ? { state: 'removed' } : status !== undefined && { state: stateOf(status) }),
})

const split = <F extends Shown>({ is_public, is_active, like_count, comment_count, ...fields }: F) => ({
  shown: JSON.parse(JSON.stringify({ is_public, is_active, like_count, comment_count })) as Shown,
  fields,
})

/** A finished public playlist without songs, unless told otherwise. */
export const aPlaylist = async (
  db: Db,
  writer: number,
  given: Partial<Omit<Insertable<DB['playlists']>, Transitional>> & Shown = {},
): Promise<number> => {
  const { shown, fields } = split(given)
  const now = given.created_at ?? new Date()
  const playlist = {
    writer,
    situations: '비 오는 밤',
    genre: 'K-POP',
    year: '2010년대',
    title: '비 오는 밤',
    song_goal: 7,
    status: 'ready',
    // Of both rows, as in one transaction.
    created_at: now,
    updated_at: now,
    ...fields,
  }
  const { id } = await db
    .insertInto('subjects')
    .values({
      kind: playlistSubject.name,
      owner: writer,
      topic: sql<string>`genre_key(${playlist.genre})`,
      created_at: playlist.created_at,
      ...subjectFields(shown, playlist.status),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('playlists')
    .values({ id, ...playlist })
    .execute()
  return id
}

/** Changes a playlist and its subject behind the back of everybody who would have to be asked. */
export const changePlaylist = async (
  db: Db,
  id: number,
  given: Omit<Updateable<DB['playlists']>, Transitional> & Shown,
): Promise<void> => {
  const { shown, fields } = split(given)
  if (Object.keys(fields).length > 0) await db.updateTable('playlists').set(fields).where('id', '=', id).execute()
  const subject = subjectFields(shown, fields.status)
  if (shown.is_active === true) {
    const { status } = await db.selectFrom('playlists').select('status').where('id', '=', id).executeTakeFirstOrThrow()
    Object.assign(subject, { state: stateOf(status) })
  }
  if (Object.keys(subject).length > 0) await db.updateTable('subjects').set(subject).where('id', '=', id).execute()
}

/** Many ready and public ones in one statement: one for each row of a query that answers `writer`. */
export const manyPlaylists = async (db: Db, writers: RawBuilder<unknown>, title = 'rain'): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    insert into subjects (kind, owner, state, topic)
    select ${playlistSubject.name}, writer, 'ready', 'ost' from (${writers}) as writers returning id`.execute(db)
  const ids = rows.map(row => row.id)
  await sql`
    insert into playlists (id, writer, situations, genre, year, title, song_goal, status)
    select id, owner, 'rain', 'OST', '2010', ${title}, 7, 'ready' from subjects where id = any(${ids}::int8[])`.execute(
    db,
  )
  return ids
}

export const aLike = async (db: Db, user_id: number, subject_id: number, created_at = new Date()): Promise<void> => {
  await db.insertInto('subject_likes').values({ user_id, subject_id, kind: playlistSubject.name, created_at }).execute()
}
