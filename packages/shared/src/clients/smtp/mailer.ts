import { createTransport } from 'nodemailer'
import { PermanentError, RetryableError } from '../../core/errors.js'

export interface MailerOptions {
  /** `smtp://user:password@host:port`, or `smtps://…`. */
  readonly url: string
  /** Such as `Mudig <no-reply@mudig.example>`. */
  readonly from: string
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
  /**
   * Deterministic for what is sent: sending is at least once, and servers and readers drop what they have seen. Without
   * brackets.
   */
  readonly messageId: string
  readonly signal?: AbortSignal
}

export interface Mailer {
  /**
   * Resolves when the server took the mail over.
   *
   * @throws PermanentError `mail_refused`: the server will never take this mail for this address (5xx, RFC 5321 4.2.1)
   * @throws RetryableError `mail_unavailable`
   */
  send(mail: Mail): Promise<void>
  close(): void
}

/** Sends over SMTP, a few connections at a time. */
export const createMailer = ({ url, from }: MailerOptions): Mailer => {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    dnsTimeout: 5_000,
    // Nothing in a mail of ours is read from this machine or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  return {
    send: async ({ to, subject, html, text, messageId, signal }) => {
      signal?.throwIfAborted()
      const sending = transport.sendMail({
        from,
        // An object is one address, whatever it contains; a string would be parsed as a list.
        to: { name: '', address: to },
        subject,
        html,
        text,
        messageId: `<${messageId}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      try {
        await (signal ? Promise.race([sending, aborted(signal)]) : sending)
      } catch (error) {
        if (signal?.aborted) throw signal.reason
        throw sortFailure(error)
      }
    },
    close: () => transport.close(),
  }
}

/** The transport cannot take a mail back that is on its way; we only stop waiting for it. */
const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

/** The server's text can quote the address, so only its number goes into the message. */
const sortFailure = (error: unknown): Error => {
  const { responseCode, command, code } = error as { responseCode?: number; command?: string; code?: string }
  // A 5xx to our login or greeting is about us and may be mended; one to the recipient or the content is about this
  // mail.
  const aboutMail = command === 'RCPT TO' || command === 'DATA' || command === 'MAIL FROM'
  if (code === 'EENVELOPE' && responseCode === undefined)
    return new PermanentError('mail_refused', 'the address is not one that can be mailed to')
  if (aboutMail && responseCode !== undefined && responseCode >= 500)
    return new PermanentError('mail_refused', `the mail server answered ${responseCode}`)
  return new RetryableError(
    'mail_unavailable',
    `the mail server did not take the mail (${responseCode ?? code ?? 'no answer'})`,
  )
}
