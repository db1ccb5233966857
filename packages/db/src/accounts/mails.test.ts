import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { planOf } from '../testing/plans.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { removeExpired } from './accounts.js'
import { askForMail, findAccountMail, findLink, notify, spendLinks } from './mails.js'
import { isFresh, listLive, noteDevice, open } from './sessions.js'
import { queueErasures, reactivate, withdraw } from './withdrawals.js'

const language = 'ko'
const request_id = 'test'
const hash = (byte: number) => Buffer.alloc(32, byte)

t.test('links are spent together, once, and only those of the address that are still good', async t => {
  const { db } = await testDatabase(t)
  const ask = (email: string, kind: 'recovery' | 'reminder' = 'recovery') =>
    inTransaction(db, trx => askForMail(trx, { email, kind, language, request_id }))
  for (let i = 0; i < 3; i++) await ask('a@test.local')
  await ask('a@test.local', 'reminder')
  await ask('b@test.local')
  await db.updateTable('account_mails').set({ expires_at: sql`now()` }).where('id', '=', 1).execute()
  t.equal(await findLink(db, 1), undefined, 'expired')
  t.match(await findLink(db, 2), { id: 2, email: 'a@test.local' })
  t.equal(await findLink(db, 4), undefined, 'a reminder bears no link')
  t.strictSame((await inTransaction(db, trx => spendLinks(trx, 'a@test.local'))).sort(), [2, 3])
  t.strictSame(await inTransaction(db, trx => spendLinks(trx, 'a@test.local')), [])
  t.equal(await findLink(db, 2), undefined)
  t.ok(await findLink(db, 5))
})

t.test('a mail knows the state of its account when it is looked at', async t => {
  const { db } = await testDatabase(t)
  const user = await aUser(db)
  const { email } = await db.selectFrom('users').select('email').where('id', '=', user).executeTakeFirstOrThrow()
  await inTransaction(db, trx => askForMail(trx, { email, kind: 'recovery', language, request_id }))
  await inTransaction(db, trx => notify(trx, { user_id: user, kind: 'password_changed', language, request_id }))
  t.match(await findAccountMail(db, 1), { account: 'active', kind: 'recovery' })
  t.match(await findAccountMail(db, 2), { account: 'active', kind: 'password_changed', email })
  await inTransaction(db, trx => withdraw(trx, user, null, 1))
  t.match(await findAccountMail(db, 1), { account: 'withdrawn', erase_after: Date })
  await db.updateTable('users').set({ erase_after: sql`now()` }).where('id', '=', user).execute()
  t.match(await findAccountMail(db, 1), { account: 'none' })
  t.equal(await inTransaction(db, trx => reactivate(trx, email, undefined)), undefined, 'too late')
  await queueErasures(db, 1)
  await queueErasures(db, 1)
  const jobs = await db.selectFrom('jobs').select('payload').where('queue', '=', 'accounts.erase').execute()
  t.same(jobs, [{ payload: { v: 1, user_id: user } }])
})

t.test('a device is new once, the first never, and each account has its own', async t => {
  const { db } = await testDatabase(t)
  const [user, other] = [await aUser(db), await aUser(db)]
  const note = (id: number, byte: number) => inTransaction(db, trx => noteDevice(trx, id, hash(byte)))
  t.strictSame(
    [await note(user, 1), await note(user, 1), await note(user, 2), await note(user, 2)],
    [false, false, true, false],
  )
  t.equal(await note(other, 2), false)
  t.strictSame((await Promise.all(Array.from({ length: 5 }, () => note(user, 3)))).filter(Boolean).length, 1)
})

t.test('a session is fresh for as long as was asked', async t => {
  const { db } = await testDatabase(t)
  const id = await open(db, { user_id: await aUser(db), seed: hash(0), user_agent: null, address: null })
  t.ok(await isFresh(db, id, 60))
  await db.updateTable('sessions').set({ created_at: sql`now() - interval '61 seconds'` }).execute()
  t.notOk(await isFresh(db, id, 60))
})

t.test('old mails and devices go', async t => {
  const { db } = await testDatabase(t)
  const user = await aUser(db)
  for (const byte of [1, 2]) await inTransaction(db, trx => noteDevice(trx, user, hash(byte)))
  for (let i = 0; i < 2; i++)
    await inTransaction(db, trx => notify(trx, { user_id: user, kind: 'new_device', language, request_id }))
  await db
    .updateTable('known_devices')
    .set({ last_seen_at: sql`now() - interval '181 days'` })
    .where('hash', '=', hash(1))
    .execute()
  await db
    .updateTable('account_mails')
    .set({ expires_at: sql`now() - interval '25 hours'` })
    .where('id', '=', 1)
    .execute()
  t.equal(await removeExpired(db, 10), 2)
  t.equal(await removeExpired(db, 10), 0)
  t.same(await db.selectFrom('account_mails').select('id').execute(), [{ id: 2 }])
})

t.test('sessions, links and due erasures are found by an index', async t => {
  const { db } = await testDatabase(t)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 5000) n`.execute(
    db,
  )
  await sql`
    update users set is_active = false, name_key = null, withdrawn_at = now(), erase_after = now() + interval '9 days' where id % 50 = 0`.execute(
    db,
  )
  await sql`insert into sessions (user_id, seed, expires_at) select id, decode(repeat('00', 32), 'hex'), now() + interval '1 day' from users`.execute(
    db,
  )
  await sql`insert into account_mails (email, kind, language, expires_at) select email, 'recovery', 'ko', now() from users`.execute(
    db,
  )
  await sql`analyze`.execute(db)
  t.same(await listLive(db, 0), [])
  t.match(
    await planOf(db, db.selectFrom('sessions').select('id').where('user_id', '=', 7).where('revoked_at', 'is', null)),
    'sessions_user_id_idx',
  )
  const links = db
    .selectFrom('account_mails')
    .select('id')
    .where('email', '=', 'u7@test.local')
    .where('kind', '=', 'recovery')
    .where('used_at', 'is', null)
  t.match(await planOf(db, links), 'account_mails_unused_idx')
  t.match(
    await planOf(
      db,
      db
        .selectFrom('users')
        .select('id')
        .where('erase_after', '<=', sql<Date>`now()`)
        .orderBy('erase_after')
        .limit(100),
    ),
    'users_erase_after_idx',
  )
})
