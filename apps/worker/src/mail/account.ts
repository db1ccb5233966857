import { type AccountMail, findAccountMail } from '@mudig/db/account-mails'
import { deviceOf } from '@mudig/shared/accounts/devices'
import { type LinkPurpose, linkToken, linkTtlSeconds } from '@mudig/shared/accounts/links'
import {
  renderNewDeviceLetter,
  renderPasswordChangedLetter,
  renderReactivationLetter,
  renderReminderLetter,
  renderResetLetter,
} from '@mudig/shared/mail/account'
import type { Letter } from '@mudig/shared/mail/letter'
import type { sendAccountMail } from '@mudig/shared/mail/queues'
import type { Processor } from '../runtime/processor.js'

/** The front end's pages that take the token of a link. */
const pages: Record<LinkPurpose, string> = { reset: '/password/reset', reactivate: '/account/return' }

/**
 * Sends what an account mail's row asks for, if the account is one to send it to: an address without an account gets nothing. Sent and
 * repeated after a crash like the codes of `otp.ts`.
 */
export const mailAccount: Processor<typeof sendAccountMail> = async (
  { account_mail_id },
  { db, mailer, otpSecret, frontEndUrl, signal, complete },
) => {
  const mail = await findAccountMail(db, account_mail_id)
  const letter = mail && letterOf(mail, purpose => `${frontEndUrl}${pages[purpose]}?token=${linkToken(otpSecret, mail, purpose)}`)
  if (!mail || !letter) return complete()
  await mailer.send({ to: mail.email, ...letter, messageId: `account-${mail.id}-${mail.nonce}@mudig`, signal })
  await complete()
}

const letterOf = (mail: AccountMail, urlFor: (purpose: LinkPurpose) => string): Letter | undefined => {
  const { kind, language, account, erase_after: until, created_at: at } = mail
  const minutes = linkTtlSeconds / 60
  if (account === 'none') return undefined
  if (kind === 'reminder') return renderReminderLetter({ language, withdrawn: account === 'withdrawn' })
  if (kind === 'recovery' && account === 'withdrawn' && until)
    return renderReactivationLetter({ language, url: urlFor('reactivate'), minutes, until })
  if (account !== 'active') return undefined
  if (kind === 'recovery') return renderResetLetter({ language, url: urlFor('reset'), minutes })
  if (kind === 'password_changed') return renderPasswordChangedLetter({ language, at })
  return renderNewDeviceLetter({ language, device: deviceOf(mail.user_agent), address: mail.address, at })
}
