import { mkdirSync } from 'node:fs'
import { MailDev } from 'maildev'

export interface Inbox {
  /** What a mailer is configured with. */
  readonly smtpUrl: string
  /** The page that shows the mails; `GET /api/email` below it lists them. */
  readonly webUrl: string
  close(): Promise<void>
}

/** Starts MailDev in this process: an SMTP server that sends nothing on, with a page to read what it took. */
export const startInbox = async ({
  directory,
  smtpPort,
  webPort,
}: {
  directory: string
  smtpPort: number
  webPort: number
}): Promise<Inbox> => {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const host = '127.0.0.1'
  const inbox = new MailDev({
    smtp: smtpPort,
    ip: host,
    web: webPort,
    webIp: host,
    silent: true,
    mailDirectory: directory,
    maxEmails: 500,
  })
  // It announces itself on the console however silent it is told to be.
  const { info } = console
  console.info = () => undefined
  try {
    await inbox.start()
  } finally {
    console.info = info
  }
  return {
    smtpUrl: `smtp://${host}:${smtpPort}`,
    webUrl: `http://${host}:${webPort}`,
    close: () => inbox.stop(),
  }
}
