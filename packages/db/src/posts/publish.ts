import { notify } from '@mudig/shared/notifications/queues'
import { announcePost } from '@mudig/shared/posts/queues'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import { setMentions } from '../subjects/mentions.js'
import { jobSubjectOf } from './subject.js'

export interface Author {
  id: number
  request_id: string
}

/**
 * Has those told who are named in a text, or are named no longer. Requires that its subject is locked, or new.
 */
export const tellMentionedIn = async (
  trx: Trx,
  where: { subject_id: number; comment_id: number | null },
  { id, request_id }: Author,
  text: string,
): Promise<void> => {
  const changed = await setMentions(trx, { ...where, writer: id }, text)
  const about = { user_id: id, subject: jobSubjectOf(where.subject_id), request_id }
  for (const mention_id of changed) await addJob(trx, notify, { v: 1, act: 'mention', mention_id }, about)
}

/** Has followers told of a post that is published, the first time. Requires the lock of its row. */
export const announceOnce = async (trx: Trx, postId: number, { id, request_id }: Author): Promise<void> => {
  const first = await trx
    .updateTable('posts')
    .set({ announced_at: sql<Date>`now()` })
    .where('id', '=', postId)
    .where('announced_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (first)
    await addJob(
      trx,
      announcePost,
      { v: 1, post_id: postId },
      {
        user_id: id,
        subject: jobSubjectOf(postId),
        request_id,
        background: true,
      },
    )
}
