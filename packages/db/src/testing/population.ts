import { sql } from 'kysely'
import type { Db } from '../core/client.js'
import { manyPlaylists } from './playlists.js'
import { aUser, inTransaction } from './rows.js'

/** Three hundred playlists in every state, with likes, comments, replies and notifications; counters are right. */
export const inEveryState = async (db: Db): Promise<void> => {
  const people: number[] = []
  for (let n = 0; n < 20; n++) people.push(await aUser(db))
  const writers = sql`select writer from unnest(${people}::int8[]) writer, generate_series(1, 15)`
  // In one transaction, so that both rows of each are of one moment.
  await inTransaction(db, trx => manyPlaylists(trx, writers))
  for (const statement of [
    sql`update playlists set status = case id % 10 when 1 then 'failed' else 'cancelled' end where id % 10 in (1, 2)`,
    sql`update subjects set state = 'failed' where id % 10 in (1, 2)`,
    sql`update subjects set visibility = 'private' where id % 10 in (3, 4)`,
    sql`update subjects set state = 'removed' where id % 10 = 5`,
    sql`insert into subject_likes (subject_id, kind, user_id)
      select s.id, s.kind, u.id from subjects s, users u where s.id % 10 > 5 and (s.id + u.id) % 3 = 0`,
    sql`insert into subject_comments (subject_id, writer, content)
      select s.id, u.id, 'well dug' from subjects s, users u where s.id % 10 > 6 and (s.id + u.id) % 4 = 0`,
    sql`insert into subject_comments (subject_id, writer, parent, content)
      select subject_id, writer, min(id), 'again' from subject_comments where writer % 2 = 0 group by subject_id, writer`,
    sql`update subjects s set like_count = (select count(*) from subject_likes where subject_id = s.id),
      comment_count = (select count(*) from subject_comments where subject_id = s.id)`,
    sql`insert into notification_boxes (user_id, seq)
      select recipient, count(*) from (
        select owner as recipient from subjects where like_count > 0 union all select id from users) told group by recipient`,
    sql`insert into notifications (recipient, kind, subject, subject_id, seq, read_at)
      select owner, 'liked', id, id, row_number() over (partition by owner order by id),
        case when id % 2 = 0 then now() end
      from subjects where like_count > 0`,
    sql`insert into notifications (recipient, kind, subject, seq)
      select user_id, 'followed', 0, seq from notification_boxes`,
    sql`insert into notification_actors (notification_id, actor, acted_seq)
      select n.id, (select min(id) from users where id <> n.recipient), n.seq from notifications n`,
    sql`update notifications set actor_count = 1`,
  ])
    await statement.execute(db)
}
