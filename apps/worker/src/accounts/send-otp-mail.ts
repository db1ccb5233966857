import { findOtpMail } from '@mudig/db/accounts/accounts'
import { sendOtpMail } from '@mudig/shared/accounts/mail-queues'
import { otpCode, otpLimits } from '@mudig/shared/accounts/otp'
import { renderOtpLetter } from '@mudig/shared/accounts/otp-letter'
import { addedOnce, processorOf } from '../runtime/processor.js'

/**
 * Mails a code, or to an address with an account that there is one. The mail leaves before the completion is committed,
 * so a crash in between sends it once more; both bear the same Message-ID and the same code.
 */
export const mailOtp = processorOf(sendOtpMail, {
  vendors: ['mailer', 'otpSecret'],
  run: async ({ otp_request_id }, { vendors: { mailer, otpSecret }, signal, complete, findOrComplete }) => {
    // Used, expired, or superseded by a newer one, which has its own mail.
    const request = await findOrComplete(db => findOtpMail(db, otp_request_id))
    if (!request) return
    const code = request.registered ? null : otpCode(otpSecret, request)
    const letter = renderOtpLetter({ language: request.language, code, minutes: otpLimits.ttlSeconds / 60 })
    await mailer.send({ to: request.email, ...letter, messageId: `otp-${request.id}-${request.nonce}@mudig`, signal })
    await complete(addedOnce)
  },
})
