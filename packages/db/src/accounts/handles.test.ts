import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import { inTransaction } from '../testing/rows.js'

t.test('no handle is a number, because an id stands in the same places', async t => {
  const { db } = await testDatabase(t)
  const named = async (name: string, handle?: string) => {
    const { id } = await db
      .insertInto('users')
      .values({ email: `${name}@test.local`, name, name_key: name, ...(handle !== undefined && { handle }) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }
  const handleOf = async (id: number) =>
    (await db.selectFrom('users').select('handle').where('id', '=', id).executeTakeFirstOrThrow()).handle

  const made = await named('20260')
  t.equal(await handleOf(made), `20260_${made}`)

  // Of the release before, which let people choose them.
  const chosen = [await named('sora', '777'), await named('소라sora', '778'), await named('12345', '12345')]
  const other = await named('minji')
  await sql`select rename_numbers()`.execute(db)
  const [sora, second, numbered] = chosen
  t.strictSame(await Promise.all([...chosen, other].map(handleOf)), [
    'sora',
    `sora_${second}`,
    `12345_${numbered}`,
    'minji',
  ])
  await sql`select rename_numbers()`.execute(db)
  t.equal(await handleOf(sora!), 'sora', 'and that is all')

  // What the release before wrote since, and the release after.
  const choose = (id: number, handle: string) => db.updateTable('users').set({ handle }).where('id', '=', id).execute()
  await choose(other, '779')
  const contract = await readFile(new URL('../../../../migrations/next/handles_contract.sql', import.meta.url), 'utf8')
  await inTransaction(db, trx => sql.raw(contract).execute(trx))
  t.equal(await handleOf(other), 'minji')
  for (const handle of ['779', 'ab', 'A.b', 'x'.repeat(31)]) await t.rejects(choose(other, handle), handle)
  for (const handle of ['7.9', '7_', 'x'.repeat(30)].map(one => one.padEnd(3, '0'))) await choose(other, handle)
})
