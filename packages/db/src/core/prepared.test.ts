import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { testDatabase } from '../testing/database.js'
import { createDb, type Db } from './client.js'
import { prepare } from './prepared.js'
import { nameOf } from './statement-names.js'

const byId = (table: string) =>
  prepare((db: Db, { id }: { id: number }) => ({
    compile: () => sql<{ id: number; text: string }>`select * from ${sql.table(table)} where id = ${id}`.compile(db),
  }))

/** One connection, so that it is always the same. */
const oneConnection = async (t: Test, options: { preparesStatements?: boolean } = {}) => {
  const { url } = await testDatabase(t)
  const db = createDb({ url, poolSize: 1, applicationName: 'one', ...options })
  t.teardown(() => db.destroy())
  await sql`create table notes as select n as id, 'note ' || n as text from generate_series(1, 10) n`.execute(db)
  const kept = async () =>
    (await sql<{ name: string; text: string }>`select name, statement as text from pg_prepared_statements`.execute(db))
      .rows
  return { db, kept }
}

t.test('a prepared statement is kept by the connection and gets its values each time', async t => {
  const { db, kept } = await oneConnection(t)
  const find = byId('notes')
  for (const id of [3, 7]) t.same(await find(db, { id }), [{ id, text: `note ${id}` }])
  t.match(await kept(), [{ name: /^m_/, text: 'select * from "notes" where id = $1' }])
  await sql`select ${1}::int`.execute(db)
  t.equal((await kept()).length, 1, 'no other one is')
})

t.test('variants have texts of their own', async t => {
  const { db, kept } = await oneConnection(t)
  const first = prepare((db: Db, { from }: { from: number }, limit: number) => ({
    compile: () =>
      sql<{ id: number }>`select id from notes where id >= ${from} order by id limit ${sql.lit(limit)}`.compile(db),
  }))
  t.same(await first(db, { from: 3 }, 1), [{ id: 3 }])
  t.same(await first(db, { from: 3 }, 2), [{ id: 3 }, { id: 4 }])
  t.same(await first(db, { from: 9 }, 1), [{ id: 9 }])
  t.equal((await kept()).length, 2)
})

t.test('where a pooler cannot keep statements none is', async t => {
  const { db, kept } = await oneConnection(t, { preparesStatements: false })
  t.same(await byId('notes')(db, { id: 3 }), [{ id: 3, text: 'note 3' }])
  t.same(await kept(), [])
})

t.test('a migration changes what a kept statement returns', async t => {
  const { db, kept } = await oneConnection(t)
  const find = byId('notes')
  await find(db, { id: 1 })
  await sql`alter table notes add column more text not null default 'more'`.execute(db)
  t.same(await find(db, { id: 1 }), [{ id: 1, text: 'note 1', more: 'more' }], 'outside a transaction nobody notices')
  await sql`alter table notes drop column more`.execute(db)
  await t.rejects(
    db.transaction().execute(trx => find(trx, { id: 1 })),
    /cached plan must not change result type/,
    'inside one everything has failed',
  )
  t.same(
    await db.transaction().execute(trx => find(trx, { id: 1 })),
    [{ id: 1, text: 'note 1' }],
    'and the next one is well',
  )
  t.equal((await kept()).length, 1)
})

t.test('somebody makes the connection forget its statements', async t => {
  const { db } = await oneConnection(t)
  const find = byId('notes')
  await find(db, { id: 1 })
  await sql`deallocate all`.execute(db)
  t.same(await find(db, { id: 2 }), [{ id: 2, text: 'note 2' }])
})

t.test('no more statements are named than a connection should keep', async t => {
  const { db } = await oneConnection(t)
  const many = prepare((db: Db, { n }: { n: number }, width: number) => ({
    compile: () => sql<{ n: number }>`select ${n}::int + ${sql.lit(width)} as n`.compile(db),
  }))
  for (let width = 0; width < 300; width++) t.equal((await many(db, { n: 1 }, width))[0]?.n, width + 1)
  t.equal(nameOf('select $1::int + 299 as n'), undefined)
})
