import * as exports from '@mudig/db/accounts/exports'
import { type AskedMail, askForMail, type Notice, notify } from '@mudig/db/accounts/mails'
import { open } from '@mudig/db/accounts/sessions'
import { askForSignUp } from '@mudig/db/accounts/sign-ups'
import { createLedger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { testDatabase } from '@mudig/db/testing/database'
import { findJob } from '@mudig/db/testing/jobs'
import { aUser } from '@mudig/db/testing/rows'
import { startMailbox } from '@mudig/sandbox/servers/mailbox'
import { exportToken } from '@mudig/shared/accounts/exports'
import { isLinkSignature, type LinkPurpose, readActivation, readLinkHeader } from '@mudig/shared/accounts/links'
import { sendAccountMail } from '@mudig/shared/accounts/mail-queues'
import { createMailer, type Mailer } from '@mudig/shared/clients/smtp/mailer'
import type { Language } from '@mudig/shared/core/language'
import { pino } from 'pino'
import t from 'tap'
import { createLeases } from '../runtime/leases.js'
import { runJob } from '../runtime/run-job.js'
import { mailAccount } from './send-account-mail.js'

const otpSecret = 'a secret of more than thirty-two characters'
const frontEndUrl = 'https://mudig.example'
const request_id = 'test'

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

  /** The newest row and its job. */
  const newest = async () => {
    const row = await db
      .selectFrom('account_mails')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const job = await db.selectFrom('jobs').select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
    return { row, job: job.id }
  }
  const ask = async (email: string, kind: AskedMail = 'recovery', language: Language = 'ko') => {
    await db.transaction().execute(trx => askForMail(trx, { email, kind, language, request_id }))
    return newest()
  }
  const tell = async (user_id: number, notice: Notice, language: Language = 'en') => {
    await db.transaction().execute(trx => notify(trx, { user_id, ...notice, language, request_id }))
    return newest()
  }
  /** Runs a job as the worker does. */
  const run = (job: number, given: Mailer = mailer) =>
    runJob(mailAccount, job, {
      db,
      ledger,
      leases,
      vendors: { mailer: given, otpSecret, frontEndUrl, publicUrl: 'https://api.mudig.example' },
      log,
      workerName: 'test',
    })
  const withdraw = (id: number, days: number) =>
    db
      .updateTable('users')
      .set({
        is_active: false,
        name_key: null,
        withdrawn_at: new Date(),
        erase_after: new Date(Date.now() + days * 86_400_000),
      })
      .where('id', '=', id)
      .execute()
  const user = async () => {
    const id = await aUser(db)
    const { email } = await db.selectFrom('users').select('email').where('id', '=', id).executeTakeFirstOrThrow()
    return { id, email }
  }
  return { db, mailbox, mailer, newest, ask, tell, run, withdraw, user, logs: () => lines.join('') }
}

/** The token of the one link in a text. */
const tokenIn = (text: string | undefined, page: string): string => {
  const found = [...(text ?? '').matchAll(/https:\/\/mudig\.example(\/\S+)\?token=(\S+)/g)]
  if (found.length !== 1 || found[0]?.[1] !== page) throw new Error(`not one link to ${page}: ${text}`)
  return found[0][2]!
}
const fits = (row: { id: number; nonce: string; email: string }, purpose: LinkPurpose, token: string): boolean => {
  const read = readLinkHeader(`Bearer ${token}`)
  return read?.id === row.id && isLinkSignature(otpSecret, row, purpose, read.mac)
}

t.test('an account gets a link that resets, once, and the link stands in no log', async t => {
  const { mailbox, ask, run, user, logs } = await setUp(t)
  const { email } = await user()
  const { row, job } = await ask(email)
  t.match(await run(job), { outcome: 'done' })
  t.match(mailbox.messages, [{ recipients: [email], subject: '[Mudig] 비밀번호 재설정' }])
  const token = tokenIn(mailbox.messages[0]?.text, '/password/reset')
  t.ok(fits(row, 'reset', token))
  t.ok(mailbox.messages[0]?.html.includes(token))
  t.match(await run(job), { outcome: 'nothing' }, 'a second delivery')
  t.equal(mailbox.messages.length, 1)
  t.notOk(logs().includes(token.split('.')[1]!))
})

t.test('a withdrawn account gets a link back, and nothing once its period is over', async t => {
  const { mailbox, ask, run, user, withdraw } = await setUp(t)
  const { id, email } = await user()
  await withdraw(id, 3)
  const { row, job } = await ask(email, 'recovery', 'en')
  await run(job)
  t.equal(mailbox.messages[0]?.subject, '[Mudig] Would you like your account back?')
  const token = tokenIn(mailbox.messages[0]?.text, '/account/return')
  t.ok(fits(row, 'reactivate', token))
  t.notOk(fits(row, 'reset', token))
  await run((await ask(email, 'reminder', 'en')).job)
  t.equal(mailbox.messages[1]?.subject, '[Mudig] The account with this address was withdrawn')

  await withdraw(id, -1)
  for (const kind of ['recovery', 'reminder'] as const)
    t.match(await run((await ask(email, kind)).job), { outcome: 'done' })
  t.equal(mailbox.messages.length, 2)
})

t.test('a sign-up gets the link that opens the account; who has one is told so', async t => {
  const { mailbox, ask, run, user, withdraw } = await setUp(t)
  const { row, job } = await ask('newcomer@test.local', 'signup')
  t.match(await run(job), { outcome: 'done' })
  t.match(mailbox.messages, [{ recipients: ['newcomer@test.local'], subject: '[Mudig] 가입을 완료해 주세요' }])
  const token = tokenIn(mailbox.messages[0]?.text, '/account/confirm')
  t.ok(fits(row, 'confirm', token))
  for (const purpose of ['reset', 'reactivate'] as const) t.notOk(fits(row, purpose, token), purpose)
  const { id, email } = await user()
  await run((await ask(email, 'signup', 'en')).job)
  t.match(mailbox.messages[1], { recipients: [email], subject: '[Mudig] You have an account with this address' })
  await withdraw(id, 3)
  await run((await ask(email, 'signup', 'en')).job)
  t.match(mailbox.messages[2], { subject: '[Mudig] The account with this address was withdrawn' })
})

t.test('what opens an account by itself leads to the API', async t => {
  const { db, newest, mailbox, ask, run, user, withdraw } = await setUp(t)
  const { row, job } = await ask('newcomer@test.local', 'activation')
  t.match(await run(job), { outcome: 'done' })
  t.match(mailbox.messages, [{ recipients: ['newcomer@test.local'], subject: '[Mudig] 계정을 활성화해 주세요' }])
  const address = /https:\/\/api\.mudig\.example\/api\/v1\/accounts\/activate\/(\S+)\/(\S+)\/$/m
  const [, id, token] = address.exec(mailbox.messages[0]!.text)!
  const read = readActivation(id!, token!)
  t.ok(read?.id === row.id && isLinkSignature(otpSecret, row, 'activate', read.mac))
  for (const purpose of ['reset', 'reactivate', 'confirm'] as const)
    t.notOk(isLinkSignature(otpSecret, row, purpose, read!.mac), purpose)
  const { id: person, email } = await user()
  await run((await ask(email, 'activation', 'en')).job)
  t.match(mailbox.messages[1], { recipients: [email], subject: '[Mudig] You have an account with this address' })
  await withdraw(person, 3)
  await run((await ask(email, 'activation', 'en')).job)
  t.match(mailbox.messages[2], { subject: '[Mudig] Would you like your account back?', text: address })
  const signUp = {
    name: null,
    password_hash: 'x'.repeat(60),
    age: null,
    gender: null,
    email,
    language: 'en' as const,
    request_id,
  }
  await db.transaction().execute(trx => askForSignUp(trx, { ...signUp, kind: 'activation' }))
  await run((await newest()).job)
  t.match(
    mailbox.messages[3],
    { subject: '[Mudig] The account with this address was withdrawn' },
    'a stranger signs up',
  )
  t.notMatch(mailbox.messages[3], { text: address })
})

t.test('an address without an account gets nothing', async t => {
  const { mailbox, ask, run } = await setUp(t)
  for (const kind of ['recovery', 'reminder'] as const)
    t.match(await run((await ask('nobody@test.local', kind)).job), { outcome: 'done' })
  t.equal(mailbox.messages.length, 0)
})

t.test('reminders and notices go to the owner, with what they are about and no secret', async t => {
  const { db, mailbox, ask, tell, run, user, withdraw } = await setUp(t)
  const { id, email } = await user()
  await run((await ask(email, 'reminder')).job)
  await run((await tell(id, { kind: 'password_changed' })).job)
  const session = await open(db, {
    user_id: id,
    seed: Buffer.alloc(32),
    user_agent: 'X (Windows) Firefox/145.0',
    address: '192.0.2.7',
  })
  await run((await tell(id, { kind: 'new_device', session_id: session })).job)
  t.match(mailbox.messages, [
    { recipients: [email], subject: '[Mudig] 가입된 이메일입니다' },
    { recipients: [email], subject: '[Mudig] Your password was changed' },
    { recipients: [email], subject: '[Mudig] A sign-in from a new device' },
  ])
  t.match(mailbox.messages[2]?.text, /Firefox, Windows[\s\S]*192\.0\.2\.7/)
  t.notMatch(`${mailbox.messages[0]?.text}${mailbox.messages[0]?.html}`, 'https://mudig')
  for (const { text, html } of mailbox.messages.slice(1)) {
    t.match(text, '\nhttps://mudig.example/password/reset\n')
    t.notMatch(text + html, 'token')
  }

  const { job } = await tell(id, { kind: 'new_device', session_id: session })
  await withdraw(id, 3)
  t.match(await run(job), { outcome: 'done' })
  t.equal(mailbox.messages.length, 3, 'whoever has left is left alone')
})

t.test('a link that is used or expired is not mailed', async t => {
  const { db, mailbox, ask, run, user } = await setUp(t)
  const { email } = await user()
  const used = await ask(email)
  await db.updateTable('account_mails').set({ used_at: new Date() }).where('id', '=', used.row.id).execute()
  const old = await ask(email)
  await db
    .updateTable('account_mails')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('id', '=', old.row.id)
    .execute()
  for (const { job } of [used, old]) t.match(await run(job), { outcome: 'done' })
  t.equal(mailbox.messages.length, 0)
})

t.test('a mail sent twice is the same mail, and a fault that passes is tried again', async t => {
  const { db, mailbox, ask, run, mailer, user } = await setUp(t)
  const { email } = await user()
  const { job } = await ask(email)
  mailbox.fail(1)
  t.match(await run(job), { outcome: 'requeued' })
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
  t.match(await findJob(db, job), { state: 'done' })
})

t.test("a way in that came or went is told with the provider's name, and no secret", async t => {
  const { mailbox, tell, run, user } = await setUp(t)
  const { id } = await user()
  for (const language of ['ko', 'en'] as const)
    for (const kind of ['provider_linked', 'provider_unlinked'] as const)
      for (const provider of ['google', 'kakao', 'naver'] as const)
        await run((await tell(id, { kind, provider }, language)).job)
  t.strictSame(
    mailbox.messages.map(({ subject }) => subject),
    [
      '[Mudig] Google 계정이 연결되었습니다',
      '[Mudig] 카카오 계정이 연결되었습니다',
      '[Mudig] 네이버 계정이 연결되었습니다',
      '[Mudig] Google 계정 연결이 해제되었습니다',
      '[Mudig] 카카오 계정 연결이 해제되었습니다',
      '[Mudig] 네이버 계정 연결이 해제되었습니다',
      '[Mudig] Google was linked to your account',
      '[Mudig] Kakao was linked to your account',
      '[Mudig] Naver was linked to your account',
      '[Mudig] Google was unlinked from your account',
      '[Mudig] Kakao was unlinked from your account',
      '[Mudig] Naver was unlinked from your account',
    ],
  )
  for (const { text, html } of mailbox.messages) {
    t.match(text, '\nhttps://mudig.example/password/reset\n')
    t.notMatch(text + html, 'token')
  }
})

t.test('a mail of newer code waits for a newer worker, and is no failure', async t => {
  const { db, mailbox, tell, run, user } = await setUp(t)
  const { id } = await user()
  const { row, job } = await tell(id, { kind: 'password_changed' })
  await db.schema.alterTable('account_mails').dropConstraint('account_mails_kind_check').execute()
  const becomes = (kind: string) => db.updateTable('account_mails').set({ kind }).where('id', '=', row.id).execute()
  await becomes('birthday')
  // More often than the queue allows failures.
  for (let i = 0; i <= sendAccountMail.attempts; i++) {
    t.match(await run(job), { outcome: 'requeued' })
    await db.updateTable('jobs').set({ run_at: new Date() }).where('id', '=', job).execute()
  }
  t.match(await findJob(db, job), { state: 'queued', failures: 0, error_code: 'mail_unknown' })
  t.equal(mailbox.messages.length, 0)
  await becomes('password_changed')
  t.match(await run(job), { outcome: 'done' })
  t.equal(mailbox.messages.length, 1)
})

t.test('the link to a copy goes to who asked for it, and to nobody once it is dead', async t => {
  const { db, mailbox, tell, run, user, withdraw } = await setUp(t)
  const [{ id, email }, other] = [await user(), await user()]
  const { id: export_id } = await db
    .transaction()
    .execute(trx => exports.request(trx, { user_id: id, language: 'ko', request_id }))
  const notice = { kind: 'export_ready', export_id } as const
  await run((await tell(id, notice)).job)
  t.equal(mailbox.messages.length, 0, 'not before it is ready')
  await db.transaction().execute(trx => exports.markReady(trx, export_id, { token_hash: Buffer.alloc(32), bytes: 1 }))
  await run((await tell(other.id, notice)).job)
  t.equal(mailbox.messages.length, 0, 'not to anybody else')
  const { job } = await tell(id, notice, 'ko')
  await run(job)
  t.match(mailbox.messages, [{ recipients: [email], subject: '[Mudig] 데이터 사본이 준비되었습니다' }])
  const { nonce } = await db.selectFrom('account_exports').select('nonce').executeTakeFirstOrThrow()
  t.match(
    mailbox.messages[0]?.text,
    `https://api.mudig.example/user/export/${exportToken(otpSecret, { id: export_id, user_id: id, nonce })}\n`,
  )
  await withdraw(id, 3)
  await run((await tell(id, notice)).job)
  t.equal(mailbox.messages.length, 1)
})
