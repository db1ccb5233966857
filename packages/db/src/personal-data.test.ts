import { sql } from 'kysely'
import t from 'tap'
import type { Db } from './core/client.js'
import { searchTexts } from './domains.js'
import { copies, erasureOrder, lockedTables, personalTables } from './personal-data.js'
import { testDatabase } from './testing/database.js'

/** Names of columns that hold an address, a network, a device, or what one of these is a part of. */
const tells = /(^|_)(email|subject|address|user_agent)$/

/**
 * Every column that names somebody: what refers to users, or to what has a user's id for its own, and what holds ids or
 * addresses without a reference, by its name.
 */
const columnsAboutPeople = async (db: Db) => {
  const { rows } = await sql<{ table: string; column: string }>`
    with recursive names(relation, attribute) as (
      select 'users'::regclass::oid, attnum from pg_attribute where attrelid = 'users'::regclass and attname = 'id'
      union
      select c.conrelid, c.conkey[place]
      from names join pg_constraint c on c.contype = 'f' and c.confrelid = names.relation
      cross join generate_subscripts(c.confkey, 1) place
      where c.confkey[place] = names.attribute
    ), referring as (
      select distinct relation, attname from names join pg_attribute on attrelid = relation and attnum = attribute
      where relation <> 'users'::regclass
    )
    select relation::regclass::text as table, attname::text as column from referring
    union
    select c.table_name, c.column_name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name !~ '^kysely_'
      and (c.column_name ~ ${tells.source} or c.column_name in (select attname from referring))
    order by 1, 2`.execute(db)
  return rows
}

/** What nobody has declared, and what is declared and not there. */
const undeclared = async (db: Db, tables: readonly { table: string; people: readonly string[] }[]) => {
  const found = await columnsAboutPeople(db)
  const declares = (table: string, column: string) =>
    tables.some(one => one.table === table && one.people.includes(column))
  return found.filter(({ table, column }) => !declares(table, column)).map(({ table, column }) => `${table}.${column}`)
}

t.test('every table that refers to people is in some domain’s list', async t => {
  const { db } = await testDatabase(t)
  t.strictSame(await undeclared(db, personalTables), [])
  const names = personalTables.map(({ table }) => table)
  t.equal(new Set(names).size, names.length, 'each in one domain’s alone')
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`.execute(
    db,
  )
  const there = new Set(rows.map(row => row.name))
  for (const { table, people } of personalTables)
    for (const column of people) t.ok(there.has(`${table}.${column}`), `${table}.${column} is there`)

  t.strictSame(
    await undeclared(
      db,
      personalTables.filter(({ table }) => table !== 'subject_likes' && table !== 'attempts'),
    ),
    ['attempts.subject', 'subject_likes.user_id'],
    'with and without a reference',
  )
  await sql`create table shelves (owner bigint references users (id) on delete cascade, contact_email text)`.execute(db)
  await sql`create table shelf_marks (marked bigint references notification_boxes (user_id))`.execute(db)
  t.strictSame(await undeclared(db, personalTables), ['shelf_marks.marked', 'shelves.contact_email', 'shelves.owner'])
})

t.test(
  'each table says how it is copied and erased, or why not; each file of the copy has a name of its own',
  async t => {
    for (const { table, copy, erase } of personalTables) {
      if (typeof copy === 'string') t.match(copy, /^.{20,}\.$/, `${table} is not copied, and why`)
      if (typeof erase === 'string') t.match(erase, /^.{15,}\.$/, `${table} is not erased, and why`)
    }
    const names = copies.map(({ name }) => name)
    t.equal(new Set(names).size, names.length)
  },
)

t.test('nothing is gone before its own domain erases it, whatever domains are called', async t => {
  const { db } = await testDatabase(t)
  const late = { table: 'zithers', people: ['owner'], copy: 'Of this test.', erase: async () => undefined }
  const order = erasureOrder([...personalTables, late])
  t.equal(order.length, personalTables.length + 1)
  const placeOf = (table: string) => order.findIndex(one => one.table === table)
  t.ok(placeOf('zithers') < placeOf('subjects'))
  t.ok(placeOf('playlists') < placeOf('subjects'))

  // Rows that go with those of another table, which erases its own. Nobody's row of users goes.
  const { rows } = await sql<{ table: string; goes_with: string }>`
    select distinct conrelid::regclass::text as table, confrelid::regclass::text as goes_with from pg_constraint
    where contype = 'f' and confdeltype = 'c' and confrelid <> 'users'::regclass and conrelid <> confrelid`.execute(db)
  const erases = (table: string) => order.some(one => one.table === table && typeof one.erase !== 'string')
  const both = rows.filter(({ table, goes_with }) => erases(table) && erases(goes_with))
  t.ok(both.some(({ table }) => table === 'playlists'))
  for (const { table, goes_with } of both) t.ok(placeOf(table) < placeOf(goes_with), `${table} before ${goes_with}`)
})

t.test('an erasure locks the tables of kinds first, then what all of them share', async t => {
  const keys = () => sql`select 1`
  t.strictSame(
    lockedTables([
      { locks: { users: keys, notification_boxes: keys } },
      { locks: { subjects: keys, playlists: keys } },
      {},
      // A kind's own table, named by its domain alone.
      { locks: { music: keys, playlists: keys } },
    ]),
    ['music', 'playlists', 'subjects', 'users', 'notification_boxes'],
  )
})

t.test('what can be searched has a number of its own, and triggers that follow its columns', async t => {
  const { db } = await testDatabase(t)
  const { rows } = await sql<{ table: string; name: string; columns: string[]; number: string }>`
    select tgrelid::regclass::text as table, tgname as name, encode(tgargs, 'escape') as number,
      array(select attname::text from pg_attribute where attrelid = tgrelid and attnum = any(tgattr) order by 1) as columns
    from pg_trigger where tgname like 'search\\_%' order by 1, 2`.execute(db)
  const declared = Object.values(searchTexts)
  t.equal(new Set(declared.map(({ number }) => number)).size, declared.length)
  const expected = declared.flatMap(({ table, columns, number, subject }): [string, string, string[], string][] => [
    [table, 'search_deleted', [], `${number}\\000`],
    [table, 'search_inserted', [], ''],
    [table, 'search_updated', [...columns].sort(), ''],
    ...(subject === undefined
      ? []
      : [
          ['subjects', `search_${subject}_updated`, ['hidden_at', 'state', 'visibility'], ''] as [
            string,
            string,
            string[],
            string,
          ],
        ]),
  ])
  const byName = (a: readonly unknown[], b: readonly unknown[]) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1)
  t.strictSame(
    rows.map(({ table, name, columns, number }) => [table, name, columns, number]).sort(byName),
    expected.sort(byName),
  )
})
