import { setTimeout as delay } from 'node:timers/promises'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

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

/** A real SMTP server in this process that accepts everything and keeps it in memory: for tests. */
export const startMailbox = async (): Promise<Mailbox> => {
  const messages: Mail[] = []
  const waiting = new Set<(mail: Mail) => void>()
  let failures = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: 10 * 1024 * 1024,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('end', () => {
        if (failures > 0) {
          failures -= 1
          done(Object.assign(new Error('4.3.0 try again later'), { responseCode: 451 }))
          return
        }
        PostalMime.parse(Buffer.concat(chunks)).then(
          parsed => {
            const { subject = '', text = '', html = '', messageId = '' } = parsed
            const mail = {
              recipients: session.envelope.rcptTo.map(({ address }) => address),
              subject,
              text,
              html,
              messageId,
              parsed,
            }
            messages.push(mail)
            for (const tell of waiting) tell(mail)
            done()
          },
          (error: Error) => done(error),
        )
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mailbox has no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
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
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}
