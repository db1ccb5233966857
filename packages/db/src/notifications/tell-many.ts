import { notices } from '@mudig/shared/notices.gen'
import { sql } from 'kysely'
import { noteForAfterCommit } from '../core/after-commit.js'
import type { Trx } from '../core/client.js'
import { topics } from '../core/topics.js'
import { isNotApart } from '../subjects/people.js'
import type { NoticeChange } from './notify.js'

/**
 * Tells many people of one act, in as many statements as one. For acts that are not undone and of which nobody is told
 * twice: those who have been told of anything of this kind about the subject are left out, so that a repeat does nothing.
 */
export const tellMany = async (
  trx: Trx,
  recipients: readonly number[],
  { kind, subject, subject_id, actor }: Pick<NoticeChange, 'kind' | 'subject' | 'subject_id'> & { actor: number },
): Promise<void> => {
  if (recipients.length === 0) return
  // Whoever has left or is told of themselves is left out; a box is made where there is none, by ascending id as always.
  await sql`
    insert into notification_boxes (user_id)
    select id from users where id = any(${recipients}::bigint[]) and id <> ${actor} and is_active order by id
    on conflict (user_id) do nothing`.execute(trx)
  await sql`
    select user_id from notification_boxes where user_id = any(${recipients}::bigint[])
    order by user_id for no key update`.execute(trx)
  const { rows } = await sql<{ recipient: number; seq: number }>`
    with numbered as (
      update notification_boxes b set seq = b.seq + 1
      from users u
      where b.user_id = any(${recipients}::bigint[]) and u.id = b.user_id and u.is_active and u.id <> ${actor}
        and ${isNotApart(actor, sql.ref('u.id'))}
        and coalesce((select false from mutes m where m.muter = u.id and m.muted = ${actor}), true)
        and (${kind} = any(b.switched)) <> ${notices[kind].isOn}
        and not exists (
          select from notifications n where n.recipient = b.user_id and n.kind = ${kind} and n.subject = ${subject})
      returning b.user_id, b.seq
    ), told as (
      insert into notifications (recipient, kind, subject, subject_id, seq, actor_count)
      select user_id, ${kind}, ${subject}, ${subject_id}, seq, 1 from numbered
      returning id, recipient, seq
    ), named as (
      insert into notification_actors (notification_id, actor, acted_seq) select id, ${actor}, seq from told
    )
    select recipient, seq from told`.execute(trx)
  noteForAfterCommit(trx, notes => {
    for (const { recipient, seq } of rows) notes.changes.set(topics.notifications(recipient), seq)
  })
}
