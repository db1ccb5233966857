import { type AccountMail, findAccountMail } from '@mudig/db/accounts/mails'
import { deviceOf } from '@mudig/shared/accounts/devices'
import { type ExportRow, exportToken } from '@mudig/shared/accounts/exports'
import {
  renderActivationLetter,
  renderReactivationLetter,
  renderReminderLetter,
  renderResetLetter,
  renderSignUpLetter,
} from '@mudig/shared/accounts/letters/access'
import { renderExportLetter } from '@mudig/shared/accounts/letters/export'
import {
  renderNewDeviceLetter,
  renderPasswordChangedLetter,
  renderProviderLetter,
} from '@mudig/shared/accounts/letters/security'
import {
  activationPath,
  activationTtlSeconds,
  type LinkPurpose,
  linkToken,
  linkTtlSeconds,
} from '@mudig/shared/accounts/links'
import { sendAccountMail } from '@mudig/shared/accounts/mail-queues'
import { RateLimitedError } from '@mudig/shared/core/errors'
import type { Letter } from '@mudig/shared/core/letter'
import { addedOnce, processorOf } from '../runtime/processor.js'

/** What a page of the front end does with the token of a link. An activation is an address of the API's own. */
type PagePurpose = Exclude<LinkPurpose, 'activate'>

/** The front end's pages that take the token of a link. */
const pages: Record<PagePurpose, string> = {
  reset: '/password/reset',
  reactivate: '/account/return',
  confirm: '/account/confirm',
}

/**
 * Sends what an account mail's row asks for, if the account is one to send it to: an address without an account gets
 * nothing but what opens one. Sent and repeated after a crash like the codes of `otp.ts`.
 */
export const mailAccount = processorOf(sendAccountMail, {
  vendors: ['mailer', 'otpSecret', 'frontEndUrl', 'publicUrl'],
  run: async ({ account_mail_id }, { vendors, signal, complete, findOrComplete }) => {
    const { mailer, otpSecret, frontEndUrl, publicUrl } = vendors
    const mail = await findOrComplete(db => findAccountMail(db, account_mail_id))
    if (!mail) return
    const letter = letterOf(mail, {
      resetPage: `${frontEndUrl}${pages.reset}`,
      page: purpose => `${frontEndUrl}${pages[purpose]}?token=${linkToken(otpSecret, mail, purpose)}`,
      activation: `${publicUrl}${activationPath(otpSecret, mail)}`,
      export: copy => `${publicUrl}/user/export/${exportToken(otpSecret, copy)}`,
    })
    if (letter)
      await mailer.send({ to: mail.email, ...letter, messageId: `account-${mail.id}-${mail.nonce}@mudig`, signal })
    await complete(addedOnce)
  },
})

const newerWorkerAt = (): Date => new Date(Date.now() + 10_000)

interface Links {
  /** Without a token it asks for an address to mail a link to. */
  resetPage: string
  page: (purpose: PagePurpose) => string
  activation: string
  export: (copy: ExportRow) => string
}

const letterOf = (mail: AccountMail, links: Links): Letter | undefined => {
  const { language, account, erase_after: until, created_at: at } = mail
  const minutes = linkTtlSeconds / 60
  const hours = activationTtlSeconds / 3_600
  const notice = { language, at, resetUrl: links.resetPage }
  if (account === 'none') {
    if (mail.kind === 'activation') return renderActivationLetter({ language, url: links.activation, hours })
    return mail.kind === 'signup' ? renderSignUpLetter({ language, url: links.page('confirm'), minutes }) : undefined
  }
  if (account === 'withdrawn') {
    // The way back is mailed to whoever gave the account's own password, not the one of a sign-up.
    if (mail.kind === 'activation' && !mail.is_sign_up)
      return until ? renderReactivationLetter({ language, url: links.activation, hours, until }) : undefined
    if (mail.kind === 'reminder' || mail.kind === 'signup' || mail.kind === 'activation')
      return renderReminderLetter({ language, withdrawn: true })
    if (mail.kind !== 'recovery' || !until) return undefined
    return renderReactivationLetter({ language, url: links.page('reactivate'), minutes, until })
  }
  switch (mail.kind) {
    case 'reminder':
    // Whoever has an account needs no other one.
    case 'signup':
    case 'activation':
      return renderReminderLetter({ language, withdrawn: false })
    case 'recovery':
      return renderResetLetter({ language, url: links.page('reset'), minutes })
    case 'password_changed':
      return renderPasswordChangedLetter(notice)
    case 'new_device':
      return renderNewDeviceLetter({ ...notice, device: deviceOf(mail.user_agent), address: mail.address })
    case 'provider_linked':
    case 'provider_unlinked':
      return mail.provider === null
        ? undefined
        : renderProviderLetter({ ...notice, provider: mail.provider, isLinked: mail.kind === 'provider_linked' })
    case 'export_ready':
      return mail.export === null
        ? undefined
        : renderExportLetter({ language, url: links.export(mail.export), until: mail.export.expires_at })
    default:
      // Newer code wrote it, during a deploy: a newer worker knows. No failure, of which the queue allows some minutes'
      // worth; the row expires.
      throw new RateLimitedError(
        'mail_unknown',
        `this worker knows no such mail as ${mail.kind satisfies never}`,
        newerWorkerAt(),
      )
  }
}
