import { sql } from 'kysely'
import t from 'tap'
import { createDb } from './client.js'
import { testDatabase } from './testing/database.js'

t.test('a connection that the server ends in the middle of a transaction fails that transaction and nothing else', async t => {
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
})

t.test('int8 is a number wherever it stands, and refused where a number would be another one', async t => {
  const { db } = await testDatabase(t)
  const { rows } = await sql`select 7::int8 as one, array[1, 2, null]::int8[] as many, '{}'::int8[] as none`.execute(db)
  t.strictSame(rows, [{ one: 7, many: [1, 2, null], none: [] }])
  await t.rejects(sql`select array[9007199254740993]::int8[]`.execute(db), RangeError)
})
