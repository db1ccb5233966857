import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Attachment } from 'postal-mime'
import { inboxPage, inboxScript, inboxStyle, type MailView, mailDocument, mailList } from './inbox-page.js'
import { type KeptMail, openMailFolder } from './mail-folder.js'
import { startSmtp } from './smtp.js'

export interface Inbox {
  /** What a mailer is configured with. */
  readonly smtpUrl: string
  /** The page that shows the mails; `GET /api/email` below it lists them. */
  readonly webUrl: string
  close(): Promise<void>
}

const host = '127.0.0.1'
/** Pages that say nothing for this long are given a comment, so that nobody takes the stream for dead. */
const keepAliveMs = 20_000

/** Nothing but what this server itself serves, and no frame around it. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
/** Mails are not trusted: no scripts, no forms, no origin, nothing from elsewhere, also when one is opened by itself. */
const mailPolicy = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** Pictures that a browser may show in a mail; SVG is none of them, because it is a document. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** An SMTP server that sends nothing on, with a page to read what it took; both listen on this machine only. */
export const startInbox = async ({
  directory,
  smtpPort = 0,
  webPort = 0,
}: {
  directory: string
  smtpPort?: number
  webPort?: number
}): Promise<Inbox> => {
  const mails = openMailFolder(directory)
  const watching = new Set<ServerResponse>()
  const publishChange = (): void => {
    for (const response of watching) response.write('event: change\ndata:\n\n')
  }
  const smtp = await startSmtp(async (raw, recipients) => {
    await mails.add(raw, recipients)
    publishChange()
  }, smtpPort)
  const timer = setInterval(() => {
    for (const response of watching) response.write(':\n\n')
  }, keepAliveMs)
  timer.unref()

  const send = (
    response: ServerResponse,
    type: string,
    body: string | Uint8Array,
    headers: Record<string, string> = {},
    status = 200,
  ): void => {
    response
      .writeHead(status, {
        'content-type': type,
        'content-security-policy': pagePolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cache-control': 'no-store',
        ...headers,
      })
      .end(body)
  }
  const html = 'text/html; charset=utf-8'
  const notFound = (response: ServerResponse): void =>
    send(response, 'text/plain; charset=utf-8', 'There is no such mail.', {}, 404)
  const goHome = (response: ServerResponse): void => void response.writeHead(303, { location: '/' }).end()

  const showMail = async (
    response: ServerResponse,
    id: string,
    part: string | undefined,
    place: string | undefined,
    view: string | null,
  ) => {
    const mail = await mails.open(id)
    if (mail === undefined) return notFound(response)
    if (part === undefined) {
      const shown: MailView =
        view === 'html' || view === 'text' || view === 'source'
          ? view
          : mail.parsed.html === undefined
            ? 'text'
            : 'html'
      return send(response, html, inboxPage(await mails.list(), { mail, view: shown }))
    }
    if (part === 'html') return send(response, html, mailDocument(mail), { 'content-security-policy': mailPolicy })
    if (part === 'source') return send(response, 'message/rfc822', mail.raw)
    const attachment =
      part === 'attachments' && /^\d{1,4}$/.test(place ?? '') ? mail.parsed.attachments[Number(place)] : undefined
    if (attachment === undefined) return notFound(response)
    const isPicture = pictures.includes(attachment.mimeType)
    send(response, isPicture ? attachment.mimeType : 'application/octet-stream', bytesOf(attachment), {
      'content-security-policy': mailPolicy,
      // RFC 8187; a picture is shown where the mail has it.
      'content-disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(attachment.filename ?? `part-${place}`)}`,
    })
  }

  const watch = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(':\n\n')
    watching.add(response)
    response.once('close', () => watching.delete(response))
  }

  /** The list and single mails for programs, as MailDev named them. */
  const answerProgram = async (response: ServerResponse, method: string, id: string | undefined): Promise<void> => {
    const sendJson = (value: unknown, status = 200): void =>
      send(response, 'application/json', JSON.stringify(value), {}, status)
    if (method === 'DELETE') {
      if (id === 'all') mails.removeAll()
      else if (id === undefined || !mails.remove(id)) return notFound(response)
      publishChange()
      return sendJson(true)
    }
    if (id === undefined) {
      const all: unknown[] = []
      for (const heading of await mails.list()) {
        const mail = await mails.open(heading.id)
        if (mail !== undefined) all.push(forPrograms(mail))
      }
      return sendJson(all)
    }
    const mail = await mails.open(id)
    return mail === undefined ? notFound(response) : sendJson(forPrograms(mail))
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET' } = request
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${host}`)
    const [first = '', second, third, fourth, ...more] = pathname.slice(1).split('/')
    if (more.length > 0) return notFound(response)
    if (first === 'api' && second === 'email' && ['GET', 'DELETE'].includes(method) && fourth === undefined)
      return answerProgram(response, method, third)
    if (method === 'POST') {
      // A form of another page may post here, too.
      if (!isOwnPage(request))
        return send(response, 'text/plain; charset=utf-8', 'Only the inbox itself may ask for this.', {}, 403)
      if (pathname === '/remove-all') mails.removeAll()
      else if (first !== 'mail' || third !== 'remove' || !mails.remove(second ?? '')) return notFound(response)
      publishChange()
      return goHome(response)
    }
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD, POST' }).end()
    if (pathname === '/') return send(response, html, inboxPage(await mails.list()))
    if (pathname === '/list')
      return send(response, html, mailList(await mails.list(), searchParams.get('open') ?? undefined))
    if (pathname === '/events') return watch(response)
    if (pathname === '/inbox.css') return send(response, 'text/css; charset=utf-8', inboxStyle)
    if (pathname === '/inbox.js') return send(response, 'text/javascript; charset=utf-8', inboxScript)
    if (first === 'mail' && second !== undefined)
      return showMail(response, second, third, fourth, searchParams.get('view'))
    notFound(response)
  }

  const web = createServer((request, response) => {
    // Mails hold codes. A page elsewhere whose name resolves to this machine names that page here (DNS rebinding).
    if (!isThisMachine(request.headers.host)) return void response.writeHead(421).end()
    answer(request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy()
      else send(response, 'text/plain; charset=utf-8', `The inbox cannot answer: ${error.message}`, {}, 500)
    })
  })
  try {
    await new Promise<void>((resolve, reject) => {
      web.once('error', reject)
      web.listen(webPort, host, resolve)
    })
  } catch (error) {
    await smtp.close()
    throw error
  }
  return {
    smtpUrl: `smtp://${host}:${smtp.port}`,
    webUrl: `http://${host}:${(web.address() as AddressInfo).port}`,
    close: async () => {
      clearInterval(timer)
      web.closeAllConnections()
      await Promise.all([smtp.close(), new Promise<void>(resolve => web.close(() => resolve()))])
    },
  }
}

const isThisMachine = (name = ''): boolean =>
  /^(localhost|[\w-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(name)

/** Browsers name the page that posts; programs name none. */
const isOwnPage = ({ headers }: IncomingMessage): boolean =>
  headers.origin === undefined || headers.origin === `http://${headers.host}`

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)

const forPrograms = ({ heading, parsed }: KeptMail) => ({
  ...heading,
  text: parsed.text ?? '',
  html: parsed.html ?? '',
  headers: Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value])),
  attachments: parsed.attachments.map(attachment => ({
    filename: attachment.filename,
    content_type: attachment.mimeType,
    length: bytesOf(attachment).byteLength,
  })),
})
