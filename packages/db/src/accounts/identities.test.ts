import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { aUser, inTransaction } from '../testing/rows.js'
import { removeExpired } from './accounts.js'
import {
  deleteIdentity,
  findByIdentity,
  findIdentityToken,
  holdIdentity,
  insertIdentity,
  insertIdentityToken,
  insertState,
  lockWaysIn,
  spendState,
} from './identities.js'

const hash = (byte: number) => Buffer.alloc(32, byte)
const verifier = 'v'.repeat(43)

t.test('a state is spent once, by whom and where it was begun', async t => {
  const { db } = await testDatabase(t)
  const user = await aUser(db)
  await insertState(db, { hash: hash(1), provider: 'google', verifier, user_id: null })
  await insertState(db, { hash: hash(2), provider: 'naver', verifier: null, user_id: user })
  const google = { hash: hash(1), provider: 'google', user_id: null } as const
  t.equal(await spendState(db, { ...google, provider: 'kakao' }), undefined)
  t.equal(await spendState(db, { ...google, user_id: user }), undefined)
  const spent = await Promise.all(Array.from({ length: 5 }, () => spendState(db, google)))
  t.strictSame(
    spent.filter(row => row !== undefined),
    [{ verifier }],
  )
  t.equal(await spendState(db, { hash: hash(2), provider: 'naver', user_id: null }), undefined)
  t.strictSame(await spendState(db, { hash: hash(2), provider: 'naver', user_id: user }), { verifier: null })
})

t.test('an identity has one owner, and an account one identity at each provider', async t => {
  const { db } = await testDatabase(t)
  const [a, b] = [await aUser(db), await aUser(db)]
  const identity = { provider: 'kakao', subject: '1' } as const
  const give = (user_id: number, subject = '1') =>
    inTransaction(db, trx => insertIdentity(trx, { ...identity, subject, user_id, email: null }))
  const given = await Promise.allSettled([give(a), give(b)])
  t.strictSame(given.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const owner = (await findByIdentity(db, identity))!.id
  const other = owner === a ? b : a
  await t.rejects(give(other), /already belongs/)
  await t.rejects(give(owner, '2'), /unlink that one/)
  t.equal(await inTransaction(db, trx => holdIdentity(trx, other, identity)), false)
  t.equal(await inTransaction(db, trx => holdIdentity(trx, owner, identity)), true)
})

t.test('no session begins by an identity that is being unlinked', async t => {
  const { db } = await testDatabase(t)
  const user = await aUser(db)
  const identity = { provider: 'google', subject: '1' } as const
  await inTransaction(db, trx => insertIdentity(trx, { ...identity, user_id: user, email: null }))
  const held = await inTransaction(db, async trx => {
    await lockWaysIn(trx, user)
    const holding = inTransaction(db, other => holdIdentity(other, user, identity))
    await deleteIdentity(trx, user, 'google')
    return { holding }
  })
  t.equal(await held.holding, false)
})

t.test('what has expired is good for nothing, and goes', async t => {
  const { db } = await testDatabase(t)
  await insertState(db, { hash: hash(1), provider: 'google', verifier, user_id: null })
  await insertIdentityToken(db, { hash: hash(2), provider: 'google', subject: '1', email: null })
  t.match(await findIdentityToken(db, hash(2)), { provider: 'google', subject: '1', email: null })
  for (const table of ['oauth_states', 'identity_tokens'])
    await sql`update ${sql.table(table)} set created_at = now() - interval '48 hours', expires_at = now() - interval '48 hours'`.execute(
      db,
    )
  t.equal(await findIdentityToken(db, hash(2)), undefined)
  t.equal(await spendState(db, { hash: hash(1), provider: 'google', user_id: null }), undefined)
  t.equal(await removeExpired(db, 100), 2)
})
