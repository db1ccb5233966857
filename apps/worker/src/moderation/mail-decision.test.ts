import { cancelActiveJobs } from '@mudig/db/ledger/cancel'
import { createLedger } from '@mudig/db/ledger/ledger'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { log as logAct } from '@mudig/db/moderation/log'
import { report } from '@mudig/db/moderation/reports'
import { testDatabase } from '@mudig/db/testing/database'
import { findJob } from '@mudig/db/testing/jobs'
import { aPlaylist } from '@mudig/db/testing/playlists'
import { aUser } from '@mudig/db/testing/rows'
import { startMailbox } from '@mudig/sandbox/servers/mailbox'
import { createMailer, type Mailer } from '@mudig/shared/clients/smtp/mailer'
import { PermanentError } from '@mudig/shared/core/errors'
import type { LoggedAction } from '@mudig/shared/moderation/actions'
import { mailDecision } from '@mudig/shared/moderation/queues'
import { pino } from 'pino'
import t from 'tap'
import { createLeases } from '../runtime/leases.js'
import { runJob } from '../runtime/run-job.js'
import { mail } from './mail-decision.js'

const setUp = async (t: { teardown: (end: () => Promise<void>) => void }) => {
  const { db, redisUrl, redisPrefix } = await testDatabase(t)
  const log = pino({ level: 'silent' })
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
  const [reporter, author] = [await aUser(db), await aUser(db)]
  const id = await aPlaylist(db, author, { title: '광고로 가득한 목록' })
  await db
    .transaction()
    .execute(trx => report(trx, reporter, { target: { type: 'playlist', id }, reason: 'spam', description: '' }))
  const { id: case_id } = await db.selectFrom('report_cases').select('id').executeTakeFirstOrThrow()

  /** Writes an act down. @returns its job, and its number */
  const act = async (action: LoggedAction, reason = '광고입니다') => {
    const decision = await db
      .transaction()
      .execute(trx => logAct(trx, { case_id, person: author, staff_id: null, action, reason }))
    const { uuid } = await db
      .selectFrom('moderation_log')
      .select('uuid')
      .where('id', '=', decision)
      .executeTakeFirstOrThrow()
    const job = await db
      .selectFrom('jobs')
      .select('id')
      .where('queue', '=', mailDecision.name)
      .where('subject', '=', `decision/${decision}`)
      .executeTakeFirst()
    return { job: job?.id, uuid }
  }
  /** Runs a job as the worker does. */
  const run = (job: number, given: Mailer = mailer) =>
    runJob(mail, job, {
      db,
      ledger,
      leases,
      vendors: { mailer: given, frontEndUrl: 'http://front.test' },
      log,
      workerName: 'test',
    })
  return { db, mailbox, mailer, reporter, author, act, run }
}

t.test('whose it is learns what was decided and why, once, and not who reported', async t => {
  const { db, mailbox, reporter, author, act, run } = await setUp(t)
  const { name } = await db.selectFrom('users').select('name').where('id', '=', reporter).executeTakeFirstOrThrow()
  const { job, uuid } = await act('hide')
  t.match(await run(job!), { outcome: 'done' })
  const [letter] = mailbox.messages
  for (const part of [letter?.text, letter?.html]) {
    t.match(part, '광고입니다')
    t.match(part, '광고로 가득한 목록')
    t.match(part, uuid)
    t.notMatch(part, new RegExp(`\\b${name}\\b`))
  }
  t.match(await run(job!), { outcome: 'nothing' }, 'a second delivery')
  t.equal(mailbox.messages.length, 1)
  t.equal((await act('claim')).job, undefined, 'nobody is told what staff do among themselves')
  t.equal((await act('dismiss')).job, undefined)

  const late = await act('warn')
  await db
    .updateTable('users')
    .set({ erased_at: new Date(), withdrawn_at: new Date(), is_active: false, name_key: null })
    .where('id', '=', author)
    .execute()
  t.match(await run(late.job!), { outcome: 'done' })
  t.equal(mailbox.messages.length, 1, 'whoever was erased is not written to')
})

t.test('a fault that passes is tried again; an address that is refused for good ends the job', async t => {
  const { db, mailbox, mailer, act, run } = await setUp(t)
  const { job } = await act('remove')
  mailbox.fail(1)
  t.match(await run(job!), { outcome: 'requeued' })
  await db.updateTable('jobs').set({ run_at: new Date() }).where('id', '=', job!).execute()
  t.match(await run(job!), { outcome: 'done' })
  t.equal(mailbox.messages.length, 1)
  const other = await act('warn')
  const refusing: Mailer = {
    ...mailer,
    send: () => Promise.reject(new PermanentError('mail_refused', 'the mail server answered 550')),
  }
  await run(other.job!, refusing)
  t.match(await findJob(db, other.job!), { state: 'failed', error_code: 'mail_refused' })
})

t.test('a cancelled job stops and mails nothing', async t => {
  const { db, mailbox, mailer, act, run } = await setUp(t)
  const { job } = await act('warn')
  const cancelling: Mailer = {
    ...mailer,
    send: async letter => {
      await db.transaction().execute(trx => cancelActiveJobs(trx, { id: job! }))
      letter.signal?.throwIfAborted()
    },
  }
  const { outcome } = await run(job!, cancelling)
  t.ok(['cancelled', 'lost'].includes(outcome), outcome)
  t.match(await findJob(db, job!), { state: 'cancelled' })
  t.equal(mailbox.messages.length, 0)
})
