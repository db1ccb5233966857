import { insertOtpRequest } from '@mudig/db/accounts/accounts'
import { addJob } from '@mudig/db/ledger/add'
import { cancelActiveJobs } from '@mudig/db/ledger/cancel'
import { createLedger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { testDatabase } from '@mudig/db/testing/database'
import { findJob } from '@mudig/db/testing/jobs'
import { startMailbox } from '@mudig/sandbox/servers/mailbox'
import { sendOtpMail } from '@mudig/shared/accounts/mail-queues'
import { otpCode } from '@mudig/shared/accounts/otp'
import { createMailer, type Mailer } from '@mudig/shared/clients/smtp/mailer'
import { PermanentError } from '@mudig/shared/core/errors'
import type { Language } from '@mudig/shared/core/language'
import { pino } from 'pino'
import t from 'tap'
import { createLeases } from '../runtime/leases.js'
import { runJob } from '../runtime/run-job.js'
import { mailOtp } from './send-otp-mail.js'

const otpSecret = 'a secret of more than thirty-two characters'

const setUp = async (t: { teardown: (end: () => Promise<void>) => void }) => {
  const { db, redisUrl, redisPrefix } = await testDatabase(t)
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: line => lines.push(line) })
  const mailbox = await startMailbox()
  const mailer = createMailer({ url: mailbox.url, from: 'Mudig <no-reply@mudig.local>' })
  const redis = createProducerRedis(redisUrl)
  const ledger = createLedger({ db, redis, prefix: redisPrefix })
  const leases = createLeases(db, log)
  t.teardown(async () => {
    await leases.stop()
    await ledger.close()
    redis.disconnect()
    mailer.close()
    await mailbox.close()
  })

  const ask = async (email: string, language: Language = 'ko', network = '192.0.2.1') =>
    db.transaction().execute(async trx => {
      const id = await insertOtpRequest(trx, { email, purpose: 'signup', language, network })
      return { id, job: (await addJob(trx, sendOtpMail, { v: 1, otp_request_id: id })).id }
    })
  /** Runs a job as the worker does. */
  const run = (job: number, given: Mailer = mailer) =>
    runJob(mailOtp, job, {
      db,
      ledger,
      leases,
      vendors: { mailer: given, otpSecret },
      log,
      workerName: 'test',
    })
  const codeOf = async (id: number) => {
    const row = await db
      .selectFrom('otp_requests')
      .select(['id', 'nonce', 'email'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return otpCode(otpSecret, { ...row, purpose: 'signup' })
  }
  return { db, mailbox, mailer, ask, run, codeOf, logs: () => lines.join('') }
}

t.test('a code is mailed once, in the language of the request, and stands in no log', async t => {
  const { mailbox, ask, run, codeOf, logs } = await setUp(t)
  const korean = await ask('new@test.local')
  t.match(await run(korean.job), { outcome: 'done' })
  const code = await codeOf(korean.id)
  t.match(mailbox.messages, [{ recipients: ['new@test.local'], subject: `[Mudig] 인증번호 ${code}` }])
  for (const part of [mailbox.messages[0]?.text, mailbox.messages[0]?.html]) t.match(part, code)
  t.match(await run(korean.job), { outcome: 'nothing' }, 'a second delivery')
  t.equal(mailbox.messages.length, 1)

  const english = await ask('new2@test.local', 'en')
  await run(english.job)
  t.match(mailbox.messages[1]?.subject, /^\[Mudig\] Your code is \d{6}$/)
  t.notMatch(logs(), new RegExp(`\\b${code}\\b`))
})

t.test('whoever has an account is told so and gets no code', async t => {
  const { db, mailbox, ask, run } = await setUp(t)
  await db.insertInto('users').values({ email: 'known@test.local', name: 'known', name_key: 'known' }).execute()
  await run((await ask('known@test.local')).job)
  t.equal(mailbox.messages[0]?.subject, '[Mudig] 이미 가입된 이메일입니다')
  t.notMatch(mailbox.messages[0]?.text, /\d{6}/)
})

t.test('a request that is superseded, used or expired is not mailed', async t => {
  const { db, mailbox, ask, run } = await setUp(t)
  const first = await ask('again@test.local')
  const second = await ask('again@test.local')
  t.match(await run(first.job), { outcome: 'done' })
  t.equal(mailbox.messages.length, 0)
  const elsewhere = await ask('again@test.local', 'ko', '198.51.100.1')
  await db.updateTable('otp_requests').set({ used_at: new Date() }).where('id', '=', elsewhere.id).execute()
  await db.updateTable('otp_requests').set({ used_at: new Date() }).where('id', '=', second.id).execute()
  t.match(await run(second.job), { outcome: 'done' })
  const old = await ask('old@test.local')
  await db
    .updateTable('otp_requests')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('id', '=', old.id)
    .execute()
  t.match(await run(old.job), { outcome: 'done' })
  t.equal(mailbox.messages.length, 0)
})

t.test('a fault that passes is tried again, and a mail sent twice is the same mail', async t => {
  const { db, mailbox, ask, run, mailer } = await setUp(t)
  const { job } = await ask('flaky@test.local')
  mailbox.fail(1)
  t.match(await run(job), { outcome: 'requeued' })
  const row = await findJob(db, job)
  t.match(row, { state: 'queued', failures: 1, error_code: 'mail_unavailable' })
  await db.updateTable('jobs').set({ run_at: new Date() }).where('id', '=', job).execute()

  // The worker dies between the server's answer and its commit.
  const dying: Mailer = {
    ...mailer,
    send: async mail => {
      await mailer.send(mail)
      throw new Error('killed')
    },
  }
  await run(job, dying)
  await db.updateTable('jobs').set({ run_at: new Date() }).where('id', '=', job).execute()
  t.match(await run(job), { outcome: 'done' })
  t.equal(mailbox.messages.length, 2)
  t.equal(mailbox.messages[0]?.messageId, mailbox.messages[1]?.messageId)
  t.equal(mailbox.messages[0]?.text, mailbox.messages[1]?.text)
})

t.test('an address that the server refuses for good ends the job', async t => {
  const { db, ask, run, mailer } = await setUp(t)
  const { job } = await ask('nobody@test.local')
  const refusing: Mailer = {
    ...mailer,
    send: () => Promise.reject(new PermanentError('mail_refused', 'the mail server answered 550')),
  }
  await run(job, refusing)
  t.match(await findJob(db, job), { state: 'failed', error_code: 'mail_refused' })
})

t.test('a cancelled job stops and mails nothing', async t => {
  const { db, mailbox, ask, run, mailer } = await setUp(t)
  const { job } = await ask('stop@test.local')
  const cancelling: Mailer = {
    ...mailer,
    send: async mail => {
      await db.transaction().execute(trx => cancelActiveJobs(trx, { id: job }))
      mail.signal?.throwIfAborted()
    },
  }
  const { outcome } = await run(job, cancelling)
  t.ok(['cancelled', 'lost'].includes(outcome), outcome)
  t.match(await findJob(db, job), { state: 'cancelled' })
  t.equal(mailbox.messages.length, 0)
})
