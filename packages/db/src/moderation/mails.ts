import type { Language } from '@mudig/shared/core/language'
import type { LoggedAction, TargetType } from '@mudig/shared/moderation/actions'
import { sql } from 'kysely'
import type { Db } from '../core/client.js'

export interface DecisionMail {
  uuid: string
  email: string
  language: Language
  action: LoggedAction
  reason: string
  until: Date | null
  target_type: TargetType | null
  /** When what it is about was reported, or decided on. */
  at: Date
  /** The first words of what it is about. */
  words: string | null
}

/** What the mailer needs; undefined where whom it concerns has been erased. */
export const findDecisionMail = async (db: Db, id: number): Promise<DecisionMail | undefined> => {
  const { rows } = await sql<DecisionMail>`
    select l.uuid, u.email, l.action, l.reason, l.until, c.target_type, l.created_at as at,
      coalesce((select m.language from account_mails m where m.email = u.email order by m.id desc limit 1), 'ko') as language,
      (select left(coalesce(nullif(r.snapshot->>'text', ''), nullif(r.snapshot->>'title', ''), nullif(r.snapshot->>'name', ''),
          nullif(r.snapshot->>'content', '')), 200)
        from reports r where r.case_id = c.id and r.snapshot is not null and c.target_type not in ('user', 'chat') order by r.id desc limit 1) as words
    from moderation_log l join users u on u.id = l.person left join report_cases c on c.id = l.case_id
    where l.id = ${id} and u.erased_at is null`.execute(db)
  return rows[0]
}
