import { setTimeout as delay } from 'node:timers/promises'
import PostalMime, { type Email } from 'postal-mime'
import { startSmtp } from './smtp.js'

/** A message as it came over SMTP. */
export interface Mail {
  /** Who was addressed on the wire (RCPT TO), whatever the headers say. */
  readonly recipients: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly messageId: string
  readonly parsed: Email
}

export interface Mailbox {
  /** What a mailer is configured with, smtp://127.0.0.1:… */
  readonly url: string
  /** Everything accepted so far, oldest first. */
  readonly messages: readonly Mail[]
  /** The first message, accepted already or within the time, that fits. Rejects after `withinMs` (10 s unless set). */
  waitFor(fits: (mail: Mail) => boolean, withinMs?: number): Promise<Mail>
  /** Refuses the next messages with a passing fault (RFC 5321, 451). */
  fail(times: number): void
  close(): Promise<void>
}

/** A real SMTP server in this process that keeps in memory what it accepts: for tests. */
export const startMailbox = async (): Promise<Mailbox> => {
  const messages: Mail[] = []
  const waiting = new Set<(mail: Mail) => void>()
  let failures = 0
  const server = await startSmtp(async (raw, recipients) => {
    if (failures > 0) {
      failures -= 1
      throw Object.assign(new Error('4.3.0 try again later'), { responseCode: 451 })
    }
    const parsed = await PostalMime.parse(raw)
    const { subject = '', text = '', html = '', messageId = '' } = parsed
    const mail = { recipients, subject, text, html, messageId, parsed }
    messages.push(mail)
    for (const tell of waiting) tell(mail)
  })
  return {
    url: `smtp://127.0.0.1:${server.port}`,
    messages,
    waitFor: async (fits, withinMs = 10_000) => {
      const there = messages.find(fits)
      if (there !== undefined) return there
      const enough = new AbortController()
      let tell: (mail: Mail) => void = () => undefined
      const coming = new Promise<Mail>(resolve => {
        tell = mail => {
          if (fits(mail)) resolve(mail)
        }
        waiting.add(tell)
      })
      try {
        return await Promise.race([
          coming,
          delay(withinMs, undefined, { signal: enough.signal }).then(() => {
            const subjects = messages
              .map(({ subject, recipients }) => `"${subject}" to ${recipients.join(', ')}`)
              .join('; ')
            throw new Error(`No such mail within ${withinMs} ms; here are: ${subjects || 'none'}`)
          }),
        ])
      } finally {
        waiting.delete(tell)
        enough.abort()
      }
    },
    fail: times => {
      failures = times
    },
    close: () => server.close(),
  }
}
