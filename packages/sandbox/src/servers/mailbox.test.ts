import { createTransport } from 'nodemailer'
import t from 'tap'
import { startMailbox } from './mailbox.js'

t.test('a sent mail is there with both bodies and its envelope', async t => {
  const mailbox = await startMailbox()
  t.teardown(() => mailbox.close())
  const mailer = createTransport(mailbox.url)
  t.teardown(() => mailer.close())
  const waited = mailbox.waitFor(({ subject }) => subject === '인증 코드')
  await mailer.sendMail({
    from: 'a@example.com',
    to: 'b@example.com',
    subject: '인증 코드',
    text: '코드 123456',
    html: '<b>123456</b>',
  })
  const mail = await waited
  t.same(mail.recipients, ['b@example.com'])
  t.match(mail.text, /123456/)
  t.match(mail.html, /<b>123456<\/b>/)
  t.equal(await mailbox.waitFor(({ text }) => text.includes('123456')), mail, 'also found afterwards')
})

t.test('a refused mail is a passing fault and is not kept', async t => {
  const mailbox = await startMailbox()
  t.teardown(() => mailbox.close())
  const mailer = createTransport(mailbox.url)
  t.teardown(() => mailer.close())
  const message = { from: 'a@example.com', to: 'b@example.com', subject: 's', text: 't' }
  mailbox.fail(1)
  t.match(await mailer.sendMail(message).catch((error: unknown) => error), { responseCode: 451 })
  t.equal(mailbox.messages.length, 0)
  await mailer.sendMail(message)
  t.equal(mailbox.messages.length, 1)
})

t.test('waiting for a mail that never comes says what came', async t => {
  const mailbox = await startMailbox()
  t.teardown(() => mailbox.close())
  await t.rejects(
    mailbox.waitFor(() => false, 20),
    { message: /No such mail within 20 ms; here are: none/ },
  )
})
