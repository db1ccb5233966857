import type * as mailQueues from '@mudig/shared/accounts/mail-queues'
import type * as queues from '@mudig/shared/accounts/queues'
import type { ProcessorsOf } from '../runtime/processor.js'
import { acceptAll } from './accept-followers.js'
import { eraseOne } from './erase.js'
import { makeExport } from './export.js'
import { dispose } from './remove-export.js'
import { mailAccount } from './send-account-mail.js'
import { mailOtp } from './send-otp-mail.js'
import { stop } from './stop-digs.js'

export const processors = {
  stopDigs: stop,
  acceptFollowers: acceptAll,
  eraseAccount: eraseOne,
  exportAccount: makeExport,
  removeExport: dispose,
  sendOtpMail: mailOtp,
  sendAccountMail: mailAccount,
} satisfies ProcessorsOf<typeof queues> & ProcessorsOf<typeof mailQueues>
