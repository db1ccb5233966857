import { embedQuestion } from '@mudig/shared/vectors/queues'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'
import type { Model } from './models.js'
import type { Text } from './texts.js'

/** Stands in `vectors.kind` for what was searched for. */
export const questionKind = 'question'

export interface Question {
  id: number
  hash: Buffer
  words: string
}

/** Has a job ask for the vector of what somebody searches for; once, however many ask at the same time. */
export const askQuestion = async (
  trx: Trx,
  model: Model,
  { text, hash }: Text,
  cause: { user_id?: number; request_id: string },
): Promise<void> => {
  const { id } = await trx
    .insertInto('vector_questions')
    .values({ model: model.id, hash, words: text })
    .onConflict(conflict => conflict.columns(['model', 'hash']).doUpdateSet({ asked_at: sql`now()` }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await addJob(trx, embedQuestion, { v: 1, question_id: id }, cause)
}

/** What is left to ask; `lock` keeps it so until the transaction ends. */
export const findQuestion = (
  db: Db,
  model: Model,
  id: number,
  { lock }: { lock: boolean },
): Promise<Question | undefined> =>
  db
    .selectFrom('vector_questions')
    .select(['id', 'hash', 'words'])
    .where('id', '=', id)
    .where('model', '=', model.id)
    .$if(lock, query => query.forUpdate())
    .executeTakeFirst()

/** Forgets the words: they have their vector, or get none. */
export const endQuestion = async (trx: Trx, id: number): Promise<void> => {
  await trx.deleteFrom('vector_questions').where('id', '=', id).execute()
}

/** Forgets words that nobody waits for. @returns how many */
export const removeOldQuestions = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from vector_questions where id in (
      select id from vector_questions where asked_at < now() - interval '1 hour' order by asked_at limit ${limit}
      for update skip locked
    ) returning id`.execute(db)
  return rows.length
}
