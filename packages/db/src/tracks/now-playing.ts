import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { prepare } from '../core/prepared.js'
import { isNotMuted, isPersonShown } from '../subjects/people.js'
import { isVisible } from '../subjects/visible.js'
import { writerOf } from '../subjects/writers.js'
import { ofKind, type SongRow, selectSongs, shownTo } from './songs.js'

/** Players say it again every half minute; who has said nothing for so long listens no longer. */
const goodForSeconds = 120
const shownMost = 50

const say = prepare((_db, { user, track }: { user: number; track: number }) => ({
  compile: () =>
    sql<{ track_id: number }>`
    insert into now_playing (user_id, track_id)
    select ${user}, s.id from subjects s where s.id = ${track} and ${ofKind} and s.state = 'ready' and ${isVisible(user)}
    on conflict (user_id) do update set track_id = excluded.track_id, heard_at = excluded.heard_at
    returning track_id`.compile(_db),
}))

/** Says what somebody listens to. @returns whether there is such a track for them */
export const sayPlaying = async (db: Db, user: number, track: number): Promise<boolean> =>
  (await say(db, { user, track })).length > 0

/** Says that somebody listens to nothing. */
export const sayNothing = (db: Db, user: number) => db.deleteFrom('now_playing').where('user_id', '=', user).execute()

/** Exported for the test of its plan. */
export const selectPlaying = (db: Db, viewer: number) =>
  selectSongs(db, viewer)
    .innerJoin(
      sql<{ id: number; listener: number; heard_at: Date }>`(
        select n.track_id as id, n.user_id as listener, n.heard_at
        from follows f join now_playing n on n.user_id = f.followee
        where f.follower = ${viewer} and n.heard_at > now() - ${goodForSeconds} * interval '1 second'
          and ${isPersonShown(viewer, sql.ref('n.user_id'))} and ${isNotMuted(viewer, sql.ref('n.user_id'))}
          and coalesce((select ${shownTo(viewer)} from subjects s where s.id = n.track_id), false)
        order by n.heard_at desc, n.user_id limit ${shownMost})`.as('pick'),
      'pick.id',
      's.id',
    )
    .select(({ ref }) => ['pick.heard_at', writerOf(db, ref('pick.listener') as never, viewer).as('listener')])
    .orderBy('pick.heard_at', 'desc')
    .orderBy('pick.listener')

const playing = prepare((db, { viewer }: { viewer: number }) => selectPlaying(db, viewer))

export type Playing = SongRow & { heard_at: Date; listener: { id: number; name: string; image: string } }

/**
 * What the people whom somebody follows listen to at this moment, who said so last comes first: of what everybody may
 * hear, so that nobody tells of a private track by listening to it.
 */
export const listPlaying = (db: Db, viewer: number): Promise<Playing[]> =>
  playing(db, { viewer }) as unknown as Promise<Playing[]>

/** Schedule: forgets what was said a while ago. @returns how many rows went */
export const removeOldPlaying = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from now_playing where user_id in (
      select user_id from now_playing
      where heard_at < now() - ${goodForSeconds} * interval '1 second' order by heard_at limit ${limit}
    ) and heard_at < now() - ${goodForSeconds} * interval '1 second' returning user_id`.execute(db)
  return rows.length
}
