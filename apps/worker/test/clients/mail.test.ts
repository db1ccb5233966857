import { startMailbox } from '@mudig/sandbox/servers/mailbox'
import { createMailer } from '@mudig/shared/clients/smtp/mailer'
import { PermanentError, RetryableError } from '@mudig/shared/core/errors'
import { rejection } from '@mudig/shared/testing/vendor-server'
import { SMTPServer } from 'smtp-server'
import t from 'tap'

const mail = {
  to: 'listener@example.com',
  subject: '인증번호',
  html: '<b>123456</b>',
  text: '123456',
  messageId: 'otp-7@mudig.example',
}
const from = 'Mudig <no-reply@mudig.example>'

t.test('a mail arrives as it was meant', async t => {
  const mailbox = await startMailbox()
  const mailer = createMailer({ url: mailbox.url, from })
  t.teardown(async () => {
    mailer.close()
    await mailbox.close()
  })
  await mailer.send(mail)
  const [received] = mailbox.messages
  t.strictSame(received?.recipients, ['listener@example.com'])
  t.match(received, { subject: '인증번호', messageId: '<otp-7@mudig.example>', text: /123456/, html: /<b>123456<\/b>/ })
  t.equal(received?.parsed.from?.address, 'no-reply@mudig.example')
})

t.test('an address is one address, and a header has no second line', async t => {
  const mailbox = await startMailbox()
  const mailer = createMailer({ url: mailbox.url, from })
  t.teardown(async () => {
    mailer.close()
    await mailbox.close()
  })
  for (const to of [
    'a@example.com, b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'Someone <a@example.com>, b@example.com',
  ]) {
    await mailer.send({ ...mail, to }).catch(() => undefined)
  }
  await mailer.send({ ...mail, subject: 'x\r\nBcc: b@example.com' })
  for (const { recipients } of mailbox.messages)
    t.ok(recipients.length <= 1 && !recipients.includes('b@example.com'), `${recipients}`)
})

t.test('a passing fault is worth another try', async t => {
  const mailbox = await startMailbox()
  const mailer = createMailer({ url: mailbox.url, from })
  t.teardown(async () => {
    mailer.close()
    await mailbox.close()
  })
  mailbox.fail(1)
  const error = await rejection(mailer.send(mail))
  t.type(error, RetryableError)
  t.match(error, { code: 'mail_unavailable' })
  await mailer.send(mail)
  t.equal(mailbox.messages.length, 1)
})

t.test('a server that will never take it', async t => {
  const answer = (code: number) =>
    Object.assign(new Error('no such user here: listener@example.com'), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _, done) => done(answer(address.startsWith('greylisted') ? 450 : 550)),
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, from })
  t.teardown(async () => {
    mailer.close()
    await new Promise<void>(resolve => server.close(() => resolve()))
  })
  const refused = await rejection(mailer.send(mail))
  t.type(refused, PermanentError)
  t.match(refused, { code: 'mail_refused' })
  t.notMatch((refused as Error).message, 'listener@')
  t.match(await rejection(mailer.send({ ...mail, to: 'greylisted@example.com' })), { code: 'mail_unavailable' })
})

t.test('no server at all, and an abort', async t => {
  const mailer = createMailer({ url: 'smtp://127.0.0.1:9', from })
  t.teardown(() => mailer.close())
  t.match(await rejection(mailer.send(mail)), { code: 'mail_unavailable' })
  const reason = new Error('enough')
  t.equal(await rejection(mailer.send({ ...mail, signal: AbortSignal.abort(reason) })), reason)
})
