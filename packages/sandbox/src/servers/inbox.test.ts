import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import t, { type Test } from 'tap'
import { startInbox } from './inbox.js'
import { openMailFolder } from './mail-folder.js'

const temporary = (t: Test): string => {
  const directory = mkdtempSync(join(tmpdir(), 'mudig-inbox-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

const open = async (t: Test, directory = temporary(t)) => {
  const inbox = await startInbox({ directory })
  t.teardown(() => inbox.close())
  const mailer = createTransport(inbox.smtpUrl)
  t.teardown(() => mailer.close())
  const get = (path: string, init?: RequestInit) => fetch(`${inbox.webUrl}${path}`, { redirect: 'manual', ...init })
  const ids = async () => ((await (await get('/api/email')).json()) as { id: string }[]).map(({ id }) => id)
  return { inbox, mailer, get, ids, directory }
}

const letter = {
  from: 'Mudig <no-reply@mudig.local>',
  to: 'listener@example.com',
  bcc: 'hidden@example.com',
  subject: '인증 <코드>',
  text: 'See https://example.com/a?b=1&c=2. <b>not bold</b>',
  html: '<!doctype html><p>코드 <a href="https://example.com/">123456</a> <img src="cid:logo@mudig"></p><script>alert(1)</script>',
  attachments: [
    { filename: 'logo.png', content: Buffer.from([0x89, 0x50]), contentType: 'image/png', cid: 'logo@mudig' },
    { filename: '음악 "a".html', content: '<script>alert(1)</script>', contentType: 'text/html' },
  ],
}

t.test('a mail is listed, shown in three ways and kept over a restart', async t => {
  const { inbox, mailer, get, ids, directory } = await open(t)
  t.match(await (await get('/')).text(), /0 mails/)
  await mailer.sendMail(letter)
  const [id] = await ids()
  const list = await (await get('/')).text()
  t.match(list, '인증 &#60;코드&#62;', 'escaped')
  t.match(list, 'listener@example.com, hidden@example.com', 'everybody whom the envelope names')

  const page = await get(`/mail/${id}`)
  t.match(page.headers.get('content-security-policy'), /default-src 'none'/)
  const shown = await page.text()
  t.match(shown, /<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/)
  t.match(shown, '음악 &#34;a&#34;.html')
  t.notMatch(shown, '<script>alert')

  const frame = await get(`/mail/${id}/html`)
  t.match(
    frame.headers.get('content-security-policy'),
    /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
  )
  const document = await frame.text()
  t.match(document, /^<!doctype html><base target="_blank">/)
  t.match(document, `<img src="/mail/${id}/attachments/`)

  const text = await (await get(`/mail/${id}?view=text`)).text()
  t.match(text, '<a href="https://example.com/a?b=1&#38;c=2" target="_blank" rel="noreferrer noopener">')
  t.match(text, '. &#60;b&#62;not bold')
  t.match(
    await (await get(`/mail/${id}?view=source`)).text(),
    'X-Mudig-Recipients: listener@example.com, hidden@example.com',
  )
  t.equal((await get(`/mail/${id}/source`)).headers.get('content-type'), 'message/rfc822')

  await inbox.close()
  const again = await open(t, directory)
  t.same(await again.ids(), [id])
})

t.test('what came with a mail is downloaded, and only pictures are shown', async t => {
  const { mailer, get, ids } = await open(t)
  await mailer.sendMail(letter)
  const [id] = await ids()
  const answers = await Promise.all([0, 1].map(index => get(`/mail/${id}/attachments/${index}`)))
  const byType = new Map(answers.map(answer => [answer.headers.get('content-type'), answer]))
  t.same([...byType.keys()].sort(), ['application/octet-stream', 'image/png'])
  t.match(byType.get('image/png')?.headers.get('content-disposition'), /^inline/)
  const page = byType.get('application/octet-stream')
  t.equal(
    page?.headers.get('content-disposition'),
    `attachment; filename*=UTF-8''${encodeURIComponent('음악 "a".html')}`,
  )
  t.equal(page?.headers.get('x-content-type-options'), 'nosniff')
  for (const path of ['attachments/2', 'attachments/-1', 'attachments/x', 'attachments', 'nothing'])
    t.equal((await get(`/mail/${id}/${path}`)).status, 404, path)
})

t.test('programs read and remove mails', async t => {
  const { mailer, get, ids } = await open(t)
  await mailer.sendMail(letter)
  await mailer.sendMail({ ...letter, subject: 'second' })
  const [second, first] = await ids()
  t.match(await (await get(`/api/email/${second}`)).json(), {
    id: second,
    subject: 'second',
    from: [{ name: 'Mudig', address: 'no-reply@mudig.local' }],
    recipients: ['listener@example.com', 'hidden@example.com'],
    text: /See https/,
    html: /123456/,
    attachments: [{ content_type: String }, { content_type: String }],
  })
  t.equal((await get(`/api/email/${second}`, { method: 'DELETE' })).status, 200)
  t.equal((await get(`/api/email/${second}`, { method: 'DELETE' })).status, 404)
  t.same(await ids(), [first])
  t.equal((await get('/api/email/all', { method: 'DELETE' })).status, 200)
  t.same(await ids(), [])
  for (const path of ['/api/email/..%2Finbox', '/mail/..%2F..%2Fetc', '/mail/none', '/nowhere', '/a/b/c/d/e'])
    t.equal((await get(path)).status, 404, path)
})

t.test('the page removes mails, another page cannot', async t => {
  const { inbox, mailer, get, ids } = await open(t)
  await mailer.sendMail(letter)
  const [id] = await ids()
  const post = (path: string, origin: string) => get(path, { method: 'POST', headers: { origin } })
  t.equal((await post(`/mail/${id}/remove`, 'http://elsewhere.example')).status, 403)
  t.equal((await post('/remove-all', 'null')).status, 403)
  t.same(await ids(), [id])
  t.equal((await post(`/mail/${id}/remove`, inbox.webUrl)).status, 303)
  t.same(await ids(), [])
  t.equal((await get('/', { method: 'PUT' })).status, 405)
})

t.test('a name from elsewhere that leads here is refused', async t => {
  const { inbox } = await open(t)
  const statusFor = (host: string) =>
    new Promise(resolve => {
      request(inbox.webUrl, { headers: { host } }, response => resolve(response.resume().statusCode)).end()
    })
  t.equal(await statusFor('mudig.attacker.example:1080'), 421)
  t.equal(await statusFor('localhost:1080'), 200)
})

t.test('an open page is told of a new mail', async t => {
  const { mailer, get } = await open(t)
  const stream = await get('/events')
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  t.equal((await reader.read()).value, ':\n\n')
  const told = reader.read()
  await mailer.sendMail(letter)
  t.match((await told).value, 'event: change')
  t.match(await (await get('/list?open=x')).text(), /^<header>.*1 mail</s)
  await reader.cancel()
})

t.test('the oldest mails go, and those of an earlier inbox are read', async t => {
  const directory = temporary(t)
  writeFileSync(
    join(directory, 'aB3dE6gH.eml'),
    'From: a@example.com\r\nTo: B <b@example.com>\r\nSubject: old\r\n\r\nhello\r\n',
  )
  writeFileSync(join(directory, 'notes.txt'), 'not a mail')
  const folder = openMailFolder(directory, 2)
  t.match(await folder.list(), [
    { id: 'aB3dE6gH', subject: 'old', to: [{ name: 'B', address: 'b@example.com' }], recipients: [] },
  ])
  for (const subject of ['one', 'two', 'three'])
    await folder.add(Buffer.from(`Subject: ${subject}\r\n\r\n`), ['c@example.com'])
  t.same(
    (await folder.list()).map(({ subject }) => subject),
    ['three', 'two'],
  )
  t.equal(readdirSync(directory).length, 3)
})

t.test('a port in use is an error and leaves nothing listening', async t => {
  const { inbox } = await open(t)
  await t.rejects(startInbox({ directory: temporary(t), webPort: Number(new URL(inbox.webUrl).port) }), {
    code: 'EADDRINUSE',
  })
})
