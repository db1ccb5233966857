import { SMTPServer } from 'smtp-server'

export interface Smtp {
  readonly port: number
  close(): Promise<void>
}

/** More than any letter of ours with a picture in it. */
const largestBytes = 10 * 1024 * 1024

/**
 * An SMTP server in this process that accepts mails from anybody and sends nothing on. What `take` rejects with is the answer to the sender:
 * a `responseCode` of 4xx makes it try again (RFC 5321).
 */
export const startSmtp = async (
  take: (raw: Buffer, recipients: readonly string[]) => Promise<void>,
  port = 0,
): Promise<Smtp> => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: largestBytes,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        take(Buffer.concat(chunks), recipients).then(
          () => done(),
          (error: Error) => done(error),
        )
      })
    },
  })
  // A sender that goes away in the middle of a mail is no fault of ours.
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The SMTP server has no port')
  return { port: address.port, close: () => new Promise<void>(resolve => server.close(() => resolve())) }
}
