import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { createDb } from './client.js'
import { migrate, migrationNames, pendingMigrations } from './migrations.js'

t.test('several processes at once apply each migration once, also those outside a transaction', async t => {
  const { db, url } = await testDatabase(t)
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
  const processes = Array.from({ length: 3 }, () =>
    createDb({ url, poolSize: 2, applicationName: 'migrates', statementTimeoutMs: 0 }),
  )
  const applied = await Promise.all(processes.map(migrate))
  await Promise.all(processes.map(process => process.destroy()))
  t.same(applied.flat(), await migrationNames())
  t.same(await pendingMigrations(db), [])
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_index join pg_class on pg_class.oid = indexrelid where not indisvalid`.execute(db)
  t.same(rows, [], 'no index is left half built')
})

t.test('a migration outside a transaction that failed half way can be run again', async t => {
  const { db } = await testDatabase(t)
  let files = 0
  for (const name of await migrationNames()) {
    const text = await readFile(new URL(`../../../../migrations/${name}.sql`, import.meta.url), 'utf8')
    if (!text.startsWith('-- outside a transaction')) continue
    files += 1
    for (const statement of text.split(/;\s*$/m).filter(part => part.replace(/^\s*--.*$/gm, '').trim() !== '')) {
      await t.resolves(sql.raw(statement).execute(db), `${name}: ${statement.trim().slice(0, 80)}`)
    }
  }
  t.ok(files > 0)
})
