import type { Tone } from '@mudig/shared/moods/schemas'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { insertSubject, setState, type Visibility } from '../subjects/subjects.js'
import { isVisible } from '../subjects/visible.js'
import { moodSubject } from './subject.js'

/** How other tables and operators name a mood's jobs. */
export const subjectOf = (moodId: number) => `mood/${moodId}` as const

export interface NewMood {
  words: string
  visibility: Visibility
}

/** Writes a mood that nobody but its writer sees until its tone has been read. @returns its id */
export const insertMood = async (trx: Trx, writer: number, { words, visibility }: NewMood): Promise<number> => {
  const id = await insertSubject(trx, moodSubject, { owner: writer, visibility })
  await trx.insertInto('moods').values({ id, writer, words }).execute()
  return id
}

/** A mood as the viewer may see it; undefined where it does not exist for them. */
export const findMood = (db: Db, id: number, viewer: number) =>
  db
    .selectFrom('moods as m')
    .innerJoin('subjects as s', 's.id', 'm.id')
    .select(['m.id', 'm.writer', 'm.words', sql<Tone | null>`m.tone`.as('tone'), 's.like_count', 'm.created_at'])
    .where('m.id', '=', id)
    .where(isVisible(viewer))
    .executeTakeFirst()

/** A mood whose tone is still to be read; undefined where that was done, or the mood is gone. */
export const findWithoutTone = async (db: Db, id: number, { lock = false } = {}) => {
  const mood = await db
    .selectFrom('moods')
    .select(['id', 'writer', 'words', 'tone'])
    .where('id', '=', id)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  // Not a condition of the statement: a row that does not fulfil one is not waited for.
  return mood?.tone === null ? mood : undefined
}

/** Writes the tone; from now on others see the mood, too. @returns false where it was written before, or the mood is gone */
export const setTone = async (trx: Trx, id: number, tone: Tone): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('moods')
    .set({ tone })
    .where('id', '=', id)
    .where('tone', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await setState(trx, [id], 'ready')
  return true
}

/** Nobody else will see a mood whose words could not be read. */
export const giveUp = async (trx: Trx, id: number): Promise<void> => {
  if (await findWithoutTone(trx, id, { lock: true })) await setState(trx, [id], 'failed')
}
