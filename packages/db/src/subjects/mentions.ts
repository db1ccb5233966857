import { mentionsIn } from '@mudig/shared/subjects/mentions'
import { sql } from 'kysely'
import type { Trx } from '../core/client.js'

export interface MentionedIn {
  subject_id: number
  /** Null for the subject's own words. */
  comment_id: number | null
  /** Nobody is told of what they wrote themselves. */
  writer: number
}

/**
 * Writes down who is named in a text, in the place of those who were named there before. Requires the lock of the
 * subject.
 * @returns those that are new or gone, of whom somebody is to be told, by their ids
 */
export const setMentions = async (
  trx: Trx,
  { subject_id, comment_id, writer }: MentionedIn,
  text: string,
): Promise<number[]> => {
  const handles = mentionsIn(text)
  const { rows } = await sql<{ id: number }>`
    with named as (
      select id as user_id from users where handle = any(${handles}::text[]) and is_active and id <> ${writer}
    ), gone as (
      update mentions set is_there = false
      where subject_id = ${subject_id} and comment_id is not distinct from ${comment_id}::int8 and is_there
        and user_id not in (select user_id from named)
      returning id
    ), added as (
      insert into mentions (subject_id, comment_id, user_id)
      select ${subject_id}, ${comment_id}::int8, user_id from named order by user_id
      on conflict on constraint mentions_once_key do update set is_there = true where not mentions.is_there
      returning id
    )
    select id from gone union all select id from added order by id`.execute(trx)
  return rows.map(({ id }) => id)
}
