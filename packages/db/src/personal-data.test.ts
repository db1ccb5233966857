import { type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import t from 'tap'
import { findByToken, findLatest } from './accounts/exports.js'
import type { Db } from './core/client.js'
import { searchTexts } from './domains.js'
import { copies, personalTables } from './personal-data.js'
import { covers } from './playlists/copy.js'
import { testDatabase } from './testing/database.js'
import { planOf } from './testing/plans.js'
import { aPlaylist, manyPlaylists } from './testing/playlists.js'
import { aUser } from './testing/rows.js'

const listOf = (name: string) => copies.find(copy => copy.name === name)!.read

const read = async (pages: AsyncIterable<readonly object[]>) => {
  const sizes: number[] = []
  const rows: object[] = []
  for await (const page of pages) {
    sizes.push(page.length)
    rows.push(...page)
  }
  return { sizes, rows }
}

t.test('lists are read to their end in bounded pages, whatever their length', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  const playlist = await aPlaylist(db, other)
  const comment = (writer: number, count: number) =>
    sql`insert into subject_comments (subject_id, writer, content) select ${playlist}, ${writer}, 'c' from generate_series(1, ${count}::int)`.execute(
      db,
    )
  t.strictSame(await read(listOf('comments')(db, me)), { sizes: [], rows: [] })
  for (const [more, sizes] of [
    [199, [199]],
    [1, [200]],
    [1, [200, 1]],
    [200, [200, 200, 1]],
  ] as const) {
    await comment(me, more)
    await comment(other, 3)
    const found = await read(listOf('comments')(db, me))
    t.strictSame(found.sizes, sizes)
    t.equal(new Set(found.rows.map(row => (row as { id: number }).id)).size, found.rows.length)
  }
})

t.test('likes of the same moment are all read, and each once', async t => {
  const { db } = await testDatabase(t)
  const [me, other] = [await aUser(db), await aUser(db)]
  const many = await manyPlaylists(db, sql`select ${other}::int8 as writer from generate_series(1, 450)`)
  await sql`
    insert into subject_likes (subject_id, user_id, created_at)
    select id, ${me}, timestamptz '2026-01-01 00:00:00.123456Z' from unnest(${many}::int8[]) as id`.execute(db)
  const { sizes, rows } = await read(listOf('likes')(db, me))
  t.strictSame(sizes, [200, 200, 50])
  t.equal(new Set(rows.map(row => (row as { playlist: number }).playlist)).size, 450)
})

/** Everything that is asked through the returned handle. */
const listening = (db: Db) => {
  const heard: RootOperationNode[] = []
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      heard.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { db: db.withPlugin(plugin) as Db, heard }
}

t.test('each list and each look for a copy follows an index', async t => {
  const { db } = await testDatabase(t)
  await sql`
    insert into users (email, name, name_key) select 'u' || n || '@test.local', 'u' || n, 'u' || n from generate_series(1, 3000) n`.execute(
    db,
  )
  await manyPlaylists(db, sql`select id as writer from users`)
  await sql`insert into music (singer, song, singer_key, song_key) select 's', n::text, 's', n::text from generate_series(1, 3000) n`.execute(
    db,
  )
  await sql`insert into playlist_songs (playlist_id, music_id, position) select id, id % 3000 + 1, 0 from playlists`.execute(
    db,
  )
  await sql`insert into sessions (user_id, seed, expires_at) select id, decode(repeat('00', 32), 'hex'), now() from users`.execute(
    db,
  )
  await sql`insert into known_devices (user_id, hash) select id, decode(repeat('00', 32), 'hex') from users`.execute(db)
  await sql`insert into identities (provider, subject, user_id) select 'google', id::text, id from users`.execute(db)
  await sql`insert into subject_likes (subject_id, user_id) select p.id, u.id from users u join playlists p on p.writer = (u.id % 3000) + 1`.execute(
    db,
  )
  await sql`insert into subject_comments (subject_id, writer, content) select id, writer, 'c' from playlists`.execute(
    db,
  )
  await sql`insert into follows (follower, followee) select id, id % 3000 + 1 from users where id % 3000 + 1 <> id`.execute(
    db,
  )
  await sql`insert into reports (reporter, subject_id, reason) select id, (select min(id) from subjects), 'spam' from users`.execute(
    db,
  )
  await sql`insert into notification_boxes (user_id) select id from users`.execute(db)
  await sql`insert into notifications (recipient, kind, subject, seq) select id, 'followed', 0, 1 from users`.execute(
    db,
  )
  await sql`
    insert into account_exports (user_id, language, object_key, expires_at, token_hash)
    select id, 'ko', 'exports/' || lpad(id::text, 22, '0') || '.zip', now(), sha256(id::text::bytea) from users`.execute(
    db,
  )
  await sql`insert into conversations (low, high) select id, id + 1 from users where id < (select max(id) from users)`.execute(
    db,
  )
  await sql`insert into messages (conversation_id, seq, sender, content) select id, 1, low, 'm' from conversations`.execute(
    db,
  )
  await sql`insert into blocks (blocker, blocked) select low, high from conversations`.execute(db)
  await sql`analyze`.execute(db)
  const asked: Record<string, (db: Db) => Promise<unknown>> = {
    ...Object.fromEntries(copies.map(copy => [copy.name, (db: Db) => read(copy.read(db, 7))])),
    covers: db => read(covers(db, 7)),
    'the last copy': db => findLatest(db, 7),
    'the copy of a link': db => findByToken(db, Buffer.alloc(32)),
  }
  for (const [name, ask] of Object.entries(asked)) {
    const { db: asking, heard } = listening(db)
    await ask(asking)
    t.equal(heard.length, 1, name)
    for (const node of heard) {
      const { sql: text, parameters } = db.getExecutor().compileQuery(node, { queryId: 'heard' })
      const written = parameters.map(value => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value))
      const plan = await planOf(db, { compile: () => ({ sql: text, parameters: written }) })
      t.notMatch(plan, 'Seq Scan', name)
    }
  }
})

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
