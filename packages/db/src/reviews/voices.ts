import { rewriteReview } from '@mudig/shared/reviews/queues'
import type { Style } from '@mudig/shared/reviews/voices'
import { sql } from 'kysely'
import { noteForAfterCommit } from '../core/after-commit.js'
import type { Db, Trx } from '../core/client.js'
import { topics } from '../core/topics.js'
import { addJob } from '../ledger/add.js'
import type { Reviewer } from './write.js'

/** Somebody who went away may come back for it within this time. */
const keptMinutes = 10

export interface Voice {
  id: number
  rewritten: string | null
  error_code: string | null
}

/** Asks to have words put another way. They stand in a row of their own, and never in the job. */
export const askVoice = async (
  trx: Trx,
  { id: user_id, request_id }: Reviewer,
  { style, content, watched }: { style: Style; content: string; watched: boolean },
): Promise<number> => {
  const { id } = await trx
    .insertInto('review_voices')
    .values({ user_id, style, content })
    .returning('id')
    .executeTakeFirstOrThrow()
  await addJob(trx, rewriteReview, { v: 1, voice_id: id }, { user_id, request_id, watched })
  return id
}

/** One's own; undefined where there is none, or it was forgotten. */
export const findVoice = (db: Db, id: number, user: number): Promise<Voice | undefined> =>
  db
    .selectFrom('review_voices')
    .select(['id', 'rewritten', 'error_code'])
    .where('id', '=', id)
    .where('user_id', '=', user)
    .executeTakeFirst()

/** For when it was delivered: nothing is kept. */
export const forgetVoice = async (db: Db, id: number): Promise<void> => {
  await db.deleteFrom('review_voices').where('id', '=', id).execute()
}

/** What is still to be put another way. */
export const findForRewrite = async (db: Db, id: number, { lock = false } = {}) =>
  db
    .selectFrom('review_voices')
    .select(['style', 'content'])
    .where('id', '=', id)
    .where('rewritten', 'is', null)
    .where('error_code', 'is', null)
    .$if(lock, query => query.forUpdate())
    .executeTakeFirst()

/** Writes how it ended, and forgets the words. */
export const endVoice = async (
  trx: Trx,
  id: number,
  end: { rewritten: string } | { error_code: string },
): Promise<void> => {
  await trx
    .updateTable('review_voices')
    .set({ ...end, content: '' })
    .where('id', '=', id)
    .execute()
  noteForAfterCommit(trx, notes => notes.changes.set(topics.voice(id), 1))
}

/** Schedule: forgets what nobody came back for. */
export const removeOldVoices = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from review_voices where id in (
      select id from review_voices where created_at < now() - ${keptMinutes} * interval '1 minute'
      order by created_at limit ${limit} for update skip locked
    ) returning id`.execute(db)
  return rows.length
}
