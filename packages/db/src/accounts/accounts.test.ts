import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import t from 'tap'
import { countAttempt, forgetAttempts } from '../core/attempts.js'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { findForLogin, insertOtpRequest, removeExpired } from './accounts.js'
import { findSeed, isLive, open, revokeAll, revokedWithin, rotate } from './sessions.js'

const aSession = async (db: Parameters<typeof open>[0], user_id: number) =>
  open(db, { user_id, seed: randomBytes(32), user_agent: null, address: '192.0.2.1' })

t.test('attempts are counted within their window, in parallel too, and each subject for itself', async t => {
  const { db } = await testDatabase(t)
  const counts = await Promise.all(Array.from({ length: 20 }, () => countAttempt(db, 'login', 'a', 60)))
  t.strictSame(
    counts.map(count => count.tries).sort((one, other) => one - other),
    Array.from({ length: 20 }, (_, i) => i + 1),
  )
  t.ok(counts.every(count => count.secondsLeft > 0 && count.secondsLeft <= 60))
  t.equal((await countAttempt(db, 'login', 'b', 60)).tries, 1)
  t.equal((await countAttempt(db, 'otp', 'a', 60)).tries, 1)
  await db
    .updateTable('attempts')
    .set({ ends_at: new Date(Date.now() - 1) })
    .where('subject', '=', 'a')
    .execute()
  t.match(await countAttempt(db, 'login', 'a', 30), { tries: 1, secondsLeft: 30 })
  await forgetAttempts(db, 'login', 'a')
  t.equal((await countAttempt(db, 'login', 'a', 60)).tries, 1)
})

t.test('a session ends once, and the pollers see it', async t => {
  const { db } = await testDatabase(t)
  const user = await aUser(db)
  const [one, other] = [await aSession(db, user), await aSession(db, user)]
  const stranger = await aSession(db, await aUser(db))
  t.strictSame(await revokedWithin(db, 60), [])
  t.strictSame((await inTransaction(db, trx => revokeAll(trx, user, 'password'))).sort(), [one, other].sort())
  t.strictSame(await inTransaction(db, trx => revokeAll(trx, user, 'password')), [])
  t.strictSame((await revokedWithin(db, 60)).sort(), [one, other].sort())
  t.strictSame([await isLive(db, one), await isLive(db, stranger)], [false, true])
  t.match(await rotate(db, one, 1), { outcome: 'refused' })
  await db
    .updateTable('sessions')
    .set({ revoked_at: new Date(Date.now() - 120_000) })
    .where('id', '=', one)
    .execute()
  t.strictSame(await revokedWithin(db, 60), [other])
})

t.test('the uses of refresh tokens do not pile up', async t => {
  const { db } = await testDatabase(t)
  const session = await aSession(db, await aUser(db))
  for (let generation = 1; generation <= 5; generation++) {
    t.match(await rotate(db, session, generation), { outcome: 'rotated', generation: generation + 1 })
    await db
      .updateTable('refresh_uses')
      .set({ used_at: new Date(Date.now() - 11_000) })
      .execute()
  }
  t.equal((await db.selectFrom('refresh_uses').select('generation').execute()).length, 1)
})

t.test('what has expired goes, a bounded number at a time', async t => {
  const { db } = await testDatabase(t)
  const user = await aUser(db)
  const kept = await aSession(db, user)
  for (let i = 0; i < 3; i++) await aSession(db, user)
  await db.updateTable('sessions').set({ expires_at: sql`now() - interval '2 days'` }).where('id', '<>', kept).execute()
  await rotate(db, kept, 1)
  await inTransaction(db, trx =>
    insertOtpRequest(trx, { email: 'a@test.local', purpose: 'signup', language: 'ko', network: '192.0.2.1' }),
  )
  await db
    .updateTable('otp_requests')
    .set({ expires_at: sql`now() - interval '2 days'`, created_at: sql`now() - interval '2 days'` })
    .execute()
  await countAttempt(db, 'login', 'old', 60)
  await db.updateTable('attempts').set({ ends_at: sql`now() - interval '1 minute'` }).execute()
  await countAttempt(db, 'login', 'new', 60)
  t.equal(await removeExpired(db, 2), 4)
  t.equal(await removeExpired(db, 2), 1)
  t.equal(await removeExpired(db, 2), 0)
  t.ok(await findSeed(db, kept))
  t.strictSame(await db.selectFrom('attempts').select('subject').execute(), [{ subject: 'new' }])
})

t.test('what happens on every sign-in, request and poll is found by an index', async t => {
  const { db } = await testDatabase(t)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 5000) n`.execute(
    db,
  )
  await sql`
    insert into sessions (user_id, seed, expires_at, revoked_at, revoked_because)
    select id, decode(repeat('00', 32), 'hex'), now() + interval '1 day', case when id % 100 = 0 then now() - id * interval '1 minute' end,
      case when id % 100 = 0 then 'logout' end from users`.execute(db)
  await sql`insert into otp_requests (email, purpose, language, expires_at) select email, 'signup', 'ko', now() from users`.execute(
    db,
  )
  await sql`analyze`.execute(db)
  t.match(await planOf(db, db.selectFrom('users').select('id').where('email', '=', 'u7@test.local')), 'users_email_key')
  t.match(
    await planOf(
      db,
      db.selectFrom('sessions').select('id').where('revoked_at', '>', sql<Date>`now() - 60 * interval '1 second'`),
    ),
    'sessions_revoked_at_idx',
  )
  t.match(
    await planOf(
      db,
      db
        .selectFrom('otp_requests')
        .select('id')
        .where('email', '=', 'u7@test.local')
        .where('purpose', '=', 'signup')
        .orderBy('id', 'desc')
        .limit(1),
    ),
    'otp_requests_email_idx',
  )
  t.ok(await findForLogin(db, 'u7@test.local'))
})
