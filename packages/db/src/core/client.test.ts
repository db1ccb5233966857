import { tcpProxy } from '@mudig/shared/testing/tcp-proxy'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { testDatabase } from '../testing/database.js'
import { createDb, silentForMs } from './client.js'

t.test(
  'a connection that the server ends in the middle of a transaction fails that transaction and nothing else',
  async t => {
    const { db, url } = await testDatabase(t)
    const told: Error[] = []
    const own = createDb({ url, poolSize: 2, applicationName: 'victim', onConnectionError: error => told.push(error) })
    t.teardown(() => own.destroy())
    await t.rejects(
      own.transaction().execute(async trx => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
        await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(db)
        // The transaction is idle while the news arrives.
        while (told.length === 0) await new Promise(setImmediate)
        await sql`select 1`.execute(trx)
      }),
    )
    t.ok(told.length > 0, 'it was reported')
    t.same((await sql`select 1 as one`.execute(own)).rows, [{ one: 1 }], 'the pool goes on')
  },
)

t.test('int8 is a number wherever it stands, and refused where a number would be another one', async t => {
  const { db } = await testDatabase(t)
  const { rows } = await sql`select 7::int8 as one, array[1, 2, null]::int8[] as many, '{}'::int8[] as none`.execute(db)
  t.strictSame(rows, [{ one: 7, many: [1, 2, null], none: [] }])
  await t.rejects(sql`select array[9007199254740993]::int8[]`.execute(db), RangeError)
})

/** What the server learns over the network cannot be awaited otherwise. */
const eventually = async (check: () => Promise<boolean>): Promise<boolean> => {
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) if (await check()) return true
  return false
}

/** A database behind a network that the test may break. Its statements are bounded by a second. */
const behindProxy = async (t: Test) => {
  const { db, url } = await testDatabase(t)
  await sql`create table notes (text text not null)`.execute(db)
  const direct = new URL(url)
  const proxy = await tcpProxy({ host: direct.hostname, port: Number(direct.port) })
  direct.host = `127.0.0.1:${proxy.port}`
  const own = createDb({
    url: direct.href,
    poolSize: 4,
    applicationName: 'behind',
    statementTimeoutMs: 500,
    connectionTimeoutMs: 500,
  })
  t.teardown(async () => {
    await own.destroy()
    await proxy.close()
  })
  const notes = async () => (await sql<{ text: string }>`select text from notes`.execute(db)).rows.map(row => row.text)
  const backends = async () =>
    (
      await sql`select from pg_stat_activity where datname = current_database() and application_name = 'behind'`.execute(
        db,
      )
    ).rows.length
  return { db, own, proxy, notes, backends }
}

t.test('a silent network ends each statement at the client, with its connection', async t => {
  const { own, proxy, backends } = await behindProxy(t)
  const warm = () => Promise.all([1, 2, 3].map(n => sql`select ${n}::int, pg_sleep(0.05)`.execute(own)))
  await warm()
  t.equal(proxy.connections(), 3)
  t.equal(silentForMs(own), 0)
  proxy.silence()
  // One on a connection that is there, the other idle ones go with it.
  await t.rejects(sql`select 1`.execute(own), { name: 'SilentDatabaseError', code: 'ETIMEDOUT' })
  t.ok(silentForMs(own) > 0)
  // And one that has to be made first.
  await t.rejects(sql`select 1`.execute(own), /timeout/)
  proxy.pass()
  t.ok(await eventually(async () => (await backends()) === 0), 'none of them is used again')
  await warm()
  t.equal(silentForMs(own), 0)
  t.equal(await backends(), 3)
})

t.test('a transaction whose statement gets no answer has failed as a whole', async t => {
  const { own, proxy, notes, backends } = await behindProxy(t)
  await t.rejects(
    own.transaction().execute(async trx => {
      await sql`insert into notes values ('half')`.execute(trx)
      proxy.silence()
      await sql`insert into notes values ('whole')`.execute(trx).catch(() => {})
      // Whoever swallows the error gets no further on this connection.
      await sql`insert into notes values ('rest')`.execute(trx)
    }),
  )
  proxy.pass()
  t.ok(await eventually(async () => (await backends()) === 0), 'the server was told')
  t.same(await notes(), [])
  await sql`insert into notes values ('again')`.execute(own)
  t.same(await notes(), ['again'])
})

t.test('a commit whose answer is lost is a failure to the client, whatever became of it', async t => {
  const { own, proxy, notes } = await behindProxy(t)
  await t.rejects(
    own.transaction().execute(async trx => {
      await sql`insert into notes values ('unknown')`.execute(trx)
      proxy.silence('answers')
    }),
  )
  t.ok(await eventually(async () => (await notes()).length === 1), 'here it was done')
})

t.test('connections that are half open and networks that are slow', async t => {
  const { own, proxy } = await behindProxy(t)
  await sql`select 1`.execute(own)
  proxy.halfOpen()
  await t.rejects(sql`select 1`.execute(own), { name: 'SilentDatabaseError' })
  t.same((await sql`select 1 as one`.execute(own)).rows, [{ one: 1 }])
  proxy.slow(50)
  t.same((await sql`select 2 as two`.execute(own)).rows, [{ two: 2 }])
  proxy.slow(2_000)
  await t.rejects(sql`select 1`.execute(own))
  proxy.cut()
  proxy.pass()
  t.same((await sql`select 3 as three`.execute(own)).rows, [{ three: 3 }])
})

t.test('the server ends what is slow before the client gives it up', async t => {
  const { own, proxy } = await behindProxy(t)
  await t.rejects(sql`select pg_sleep(3)`.execute(own), { code: '57014' })
  t.equal(proxy.connections(), 1, 'the connection is as good as before')
})

t.test('without a bound a statement may take its time', async t => {
  const { url } = await testDatabase(t)
  const own = createDb({ url, poolSize: 1, applicationName: 'patient', statementTimeoutMs: 0 })
  t.teardown(() => own.destroy())
  t.same(
    (await sql`select current_setting('statement_timeout') as bound, 1 as slept from pg_sleep(1)`.execute(own)).rows,
    [{ bound: '0', slept: 1 }],
  )
})
