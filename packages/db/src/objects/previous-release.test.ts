import { readdir, readFile } from 'node:fs/promises'
import { newPictureKey } from '@mudig/shared/objects/keys'
import { type RawBuilder, sql } from 'kysely'
import t from 'tap'
import type { Db } from '../core/client.js'
import { testDatabase } from '../testing/database.js'
import { aUser } from '../testing/rows.js'

const migrations = new URL('../../../../migrations/', import.meta.url)
const textOf = (name: string) => readFile(new URL(name, migrations), 'utf8')

/** The statements of the release before this one, word for word. */
const previous = (db: Db) => {
  const run = async <T = { key: string }>(query: RawBuilder<unknown>) => (await query.execute(db)).rows as T[]
  return {
    reserve: (key: string) =>
      run(sql`
        insert into reserved_objects (key) values (${key}) on conflict (key) do update set reserved_at = now()`),
    insert: (key: string) =>
      run<{ id: number }>(sql`
        with used as (delete from reserved_objects where key = ${key} returning key)
        insert into pictures (key, content_type, width, height, bytes, thumbnails_at)
        select key, 'image/webp', 8, 8, 8, case when false then now() end from used
        returning id`),
    forget: (key: string) => run(sql`delete from reserved_objects where key = ${key}`),
    abandonOld: () =>
      run<{ key: string; shown: boolean }>(sql`
        with old as (
          select key from reserved_objects where reserved_at < now() - 3600 * interval '1 second'
          order by reserved_at limit 1000 for update skip locked
        )
        delete from reserved_objects using old where reserved_objects.key = old.key
        returning old.key, exists (select from pictures where pictures.key = old.key) as shown`),
    find: (id: number) => run(sql`select id, key, thumbnails_at from pictures where id = ${id} for no key update`),
    mark: (id: number) => run(sql`update pictures set thumbnails_at = now() where id = ${id} returning id`),
    withThumbnails: (key: string) =>
      run(sql`select key from pictures where key in (${key}) and thumbnails_at is not null`),
    remove: (key: string) => run(sql`delete from pictures where key in (${key})`),
  }
}

const stateOf = async (db: Db, key: string) =>
  (await db.selectFrom('objects').select('state').where('key', '=', key).executeTakeFirst())?.state

t.test('the previous release goes on working', async t => {
  const { db } = await testDatabase(t)
  const old = previous(db)
  const key = newPictureKey('karlo')
  t.same(await old.insert(key), [], 'nothing is shown that was not reserved')
  await old.reserve(key)
  await old.reserve(key)
  t.equal(await stateOf(db, key), 'reserved')
  const [row] = await old.insert(key)
  t.type(row?.id, 'number')
  t.equal(await stateOf(db, key), 'used')
  t.match(await old.find(row!.id), [{ key, thumbnails_at: null }])

  await old.reserve(key)
  t.equal(await stateOf(db, key), 'used', 'thumbnails are reserved by the key of their picture')
  await old.mark(row!.id)
  await old.forget(key)
  t.same(await old.withThumbnails(key), [{ key }])
  await old.remove(key)
  t.equal(await stateOf(db, key), 'gone')
  t.same(await old.find(row!.id), [])

  const slow = newPictureKey('karlo')
  await old.reserve(slow)
  await sql`update objects set created_at = created_at - interval '2 hours' where key = ${slow}`.execute(db)
  await db
    .insertInto('objects')
    .values({ key: 'exports/of-somebody.zip', kind: 'export', created_at: new Date(0) })
    .execute()
  t.same(await old.abandonOld(), [{ key: slow, shown: false }])
  t.same(await old.insert(slow), [])
  t.equal(await stateOf(db, 'exports/of-somebody.zip'), 'reserved')
})

t.test('copies of personal data that the previous release makes and removes', async t => {
  const { db } = await testDatabase(t)
  const user = await aUser(db)
  const key = `exports/${'A'.repeat(22)}.zip`
  await sql`
    insert into account_exports (user_id, language, object_key, expires_at) values (${user}, 'ko', ${key}, now() + interval '7 days')`.execute(
    db,
  )
  t.match(await db.selectFrom('objects').selectAll().where('key', '=', key).executeTakeFirst(), {
    state: 'reserved',
    kind: 'export',
    owner: user,
    is_public: false,
  })
  await sql`
    update account_exports set state = 'ready', bytes = 5, finished_at = now(), token_hash = sha256('x') where object_key = ${key}`.execute(
    db,
  )
  t.equal(await stateOf(db, key), 'used')
  await sql`delete from account_exports`.execute(db)
  t.equal(await stateOf(db, key), 'gone')
})

t.test('pictures are copied in batches while the previous release goes on writing', async t => {
  const { db } = await testDatabase(t)
  // As it was before: in this database's own tables, which the migrations replace once more.
  await sql.raw(await textOf('next/objects_contract.sql')).execute(db)
  await sql`drop table objects cascade`.execute(db)
  for (const name of ['0003_media.sql', '0028_reserved_objects.sql']) await sql.raw(await textOf(name)).execute(db)
  const old = previous(db)
  const insert = async () => {
    const key = newPictureKey('karlo')
    await old.reserve(key)
    const [row] = await old.insert(key)
    return { key, id: row!.id }
  }
  const kept = await insert()
  await old.mark(kept.id)
  const removed = await insert()
  const bulk = 5_000
  await sql`
    insert into pictures (key, content_type, width, height, bytes)
    select 'karlo/' || lpad(n::text, 22, '0') || '.webp', 'image/webp', 8, 8, 8 from generate_series(1, ${sql.lit(bulk)}) n`.execute(
    db,
  )
  const waiting = newPictureKey('karlo')
  await old.reserve(waiting)

  await sql.raw(await textOf('0040_objects.sql')).execute(db)
  await old.remove(removed.key)
  // Somebody holds a picture in the middle: what was copied before it stays copied, and is not looked at again.
  const held = kept.id + 2_600
  await db.transaction().execute(async trx => {
    await sql`select from pictures where id = ${held} for update`.execute(trx)
    await db.connection().execute(async copying => {
      await sql`set lock_timeout = 50`.execute(copying)
      await t.rejects(sql`call previous_copy_pictures(500)`.execute(copying), { code: '55P03' })
      await sql`reset lock_timeout`.execute(copying)
    })
  })
  const { last_id } = await db
    .selectFrom('backfills')
    .select('last_id')
    .where('name', '=', 'pictures')
    .executeTakeFirstOrThrow()
  t.ok(last_id >= held - 500 && last_id < held, `${last_id}`)
  await sql`delete from objects where id = ${last_id}`.execute(db)
  const [, late] = await Promise.all([sql`call previous_copy_pictures(500)`.execute(db), insert()])
  t.equal(await db.selectFrom('objects').select('id').where('id', '=', last_id).executeTakeFirst(), undefined)
  await old.mark(late.id)
  await db.transaction().execute(async trx => {
    await sql.raw(await textOf('0042_objects_in_use.sql')).execute(trx)
  })
  t.equal(await stateOf(db, removed.key), 'gone', 'what was removed meanwhile does not come back')
  t.equal(await stateOf(db, waiting), 'reserved')
  for (const { key, id } of [kept, late])
    t.match(await db.selectFrom('objects').selectAll().where('key', '=', key).executeTakeFirst(), {
      id,
      state: 'used',
      is_public: true,
      bytes: 8,
      derived_at: Date,
    })
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from objects where state = 'used'`.execute(db)
  t.same(rows, [{ n: bulk + 2 - 1 }], 'all but the one that was taken away here')
  const next = await insert()
  t.ok(next.id > late.id, 'ids go on where they were')
})

t.test('the contract applies, and nothing of this release needs what it drops', async t => {
  const { db } = await testDatabase(t)
  await sql.raw(await textOf('next/objects_contract.sql')).execute(db)
  const { rows } = await sql<{ name: string }>`
    select proname as name from pg_proc
    where proname in ('previous_export_written', 'previous_picture_inserted', 'previous_picture_deleted', 'previous_copy_pictures')
    union select viewname from pg_views where schemaname = 'public' and viewname in ('pictures', 'reserved_objects')`.execute(
    db,
  )
  t.same(rows, [])
  t.equal(await db.selectFrom('backfills').select('name').where('name', '=', 'pictures').executeTakeFirst(), undefined)
  t.ok((await readdir(migrations)).includes('next'))
})
