import type { ExportRow } from '@mudig/shared/accounts/exports'
import { activationTtlSeconds, linkTtlSeconds } from '@mudig/shared/accounts/links'
import { sendAccountMail } from '@mudig/shared/accounts/mail-queues'
import type { Language } from '@mudig/shared/core/language'
import type { Provider } from '@mudig/shared/core/providers'
import { sql } from 'kysely'
import type { Db, Trx } from '../core/client.js'
import { addJob } from '../ledger/add.js'

/**
 * Asked for by anybody who knows an address. `recovery`, `signup` and `activation` bear a link, `reminder` only says what
 * the address is good for.
 */
export type AskedMail = 'recovery' | 'reminder' | 'signup' | 'activation'
/** Told to the owner of an account about something that happened to it. */
export type Notice =
  | { kind: 'password_changed' }
  | { kind: 'new_device'; session_id?: string }
  | { kind: 'provider_linked' | 'provider_unlinked'; provider: Provider }
  | { kind: 'export_ready'; export_id: number }

/** A notice that could not be handed in for so long is no news any more. */
const noticeTtlSeconds = 24 * 3_600

const queueMail = (trx: Trx, id: number, request_id: string) =>
  addJob(trx, sendAccountMail, { v: 1, account_mail_id: id }, { subject: `account-mail/${id}`, request_id })

/** Writes what was asked for and its job, whether the address has an account or not. @returns the mail's id */
export const askForMail = async (
  trx: Trx,
  mail: { email: string; kind: AskedMail; language: Language; request_id: string },
): Promise<number> => {
  const { request_id, ...row } = mail
  const ttlSeconds = mail.kind === 'activation' ? activationTtlSeconds : linkTtlSeconds
  const { id } = await trx
    .insertInto('account_mails')
    .values({ ...row, expires_at: sql`now() + ${ttlSeconds} * interval '1 second'` })
    .returning('id')
    .executeTakeFirstOrThrow()
  await queueMail(trx, id, request_id)
  return id
}

/** Writes a notice to an account's owner and its job. */
export const notify = async (
  trx: Trx,
  notice: Notice & { user_id: number; language: Language; request_id: string },
): Promise<void> => {
  const about = { session_id: null, provider: null, export_id: null, ...notice }
  const { id } = await trx
    .insertInto('account_mails')
    .columns(['email', 'kind', 'language', 'session_id', 'provider', 'export_id', 'expires_at'])
    .expression(
      trx
        .selectFrom('users')
        .select([
          'email',
          sql<string>`${notice.kind}`.as('kind'),
          sql<string>`${notice.language}`.as('language'),
          sql<string | null>`${about.session_id ?? null}::uuid`.as('session_id'),
          sql<string | null>`${about.provider}`.as('provider'),
          sql<number | null>`${about.export_id}::int8`.as('export_id'),
          sql<Date>`now() + ${noticeTtlSeconds} * interval '1 second'`.as('expires_at'),
        ])
        .where('id', '=', notice.user_id),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await queueMail(trx, id, notice.request_id)
}

export interface AccountMail {
  id: number
  nonce: string
  email: string
  kind: AskedMail | Notice['kind']
  language: Language
  created_at: Date
  /** Of the account that the address has: `none` also when its personal data is due to be erased. */
  account: 'active' | 'withdrawn' | 'none'
  /** Until when a withdrawn account can come back. */
  erase_after: Date | null
  /** Whether it was asked for by a sign-up, which anybody may send with anybody's address. */
  is_sign_up: boolean
  /** Of the sign-in that a `new_device` mail is about. */
  user_agent: string | null
  address: string | null
  /** Of a `provider_linked` or `provider_unlinked` mail. */
  provider: Provider | null
  /** Of an `export_ready` mail, while the copy can be fetched. */
  export: (ExportRow & { expires_at: Date }) | null
}

type ExportColumns =
  | { export_id: number; export_user_id: number; export_nonce: string; export_expires_at: Date }
  | { export_id: null; export_user_id: null; export_nonce: null; export_expires_at: null }

/** What the mailer needs; undefined when the link is used or the mail is too old, so that there is nothing to mail. */
export const findAccountMail = async (db: Db, id: number): Promise<AccountMail | undefined> => {
  const { rows } = await sql<Omit<AccountMail, 'export'> & ExportColumns>`
    select m.id, m.nonce, m.email, m.kind, m.language, m.created_at, u.erase_after, s.user_agent, host(s.address) as address, m.provider,
      case when u.is_active then 'active' when u.erase_after > now() then 'withdrawn' else 'none' end as account,
      exists (select from sign_ups where account_mail_id = m.id) as is_sign_up,
      e.id as export_id, e.user_id as export_user_id, e.nonce as export_nonce, e.expires_at as export_expires_at
    from account_mails m left join users u on u.email = m.email left join sessions s on s.id = m.session_id
      left join account_exports e on e.id = m.export_id and e.user_id = u.id and e.state = 'ready' and e.expires_at > now()
    where m.id = ${id} and m.used_at is null and m.expires_at > now()`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const { export_id, export_user_id, export_nonce, export_expires_at, ...mail } = row
  const copy =
    export_id === null
      ? null
      : { id: export_id, user_id: export_user_id, nonce: export_nonce, expires_at: export_expires_at }
  return { ...mail, export: copy }
}

/** The row of a link that is neither used nor expired. Whether a token fits it is for the caller to say. */
export const findLink = (db: Db, id: number, kind: 'recovery' | 'signup' = 'recovery') =>
  db
    .selectFrom('account_mails')
    .select(['id', 'nonce', 'email'])
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()

/**
 * Spends every link of an address, because what one of them did makes the others pointless. The caller has changed the
 * account's row in this transaction before, which puts those who come at the same moment in a line.
 *
 * @returns the ids of those that were still good
 */
export const spendLinks = async (trx: Trx, email: string): Promise<number[]> => {
  const rows = await trx
    .updateTable('account_mails')
    .set({ used_at: sql`now()` })
    .where('email', '=', email)
    .where('kind', '=', 'recovery')
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .execute()
  return rows.map(row => row.id)
}
