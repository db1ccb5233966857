import { verifyPassword } from '@mudig/shared/accounts/passwords'
import pg from 'pg'
import t from 'tap'
import { createDb } from '../core/client.js'
import { migrationNames, pendingMigrations } from '../core/migrations.js'
import { isSuspended, suspend } from '../moderation/suspensions.js'
import { runScript } from '../testing/commands.js'
import { testDatabase, testServers } from '../testing/database.js'
import { aPlaylist } from '../testing/playlists.js'
import { aUser } from '../testing/rows.js'

const run = (command: 'migrate' | 'staff' | 'counters', args: string[], env: Record<string, string>, input = '') =>
  runScript(new URL(`./${command}.js`, import.meta.url), args, env, input)

t.test('migrate brings an empty database up to date, once', async t => {
  const name = `empty_${process.pid}`
  const admin = new pg.Client({ connectionString: testServers().databaseUrl })
  await admin.connect()
  t.teardown(async () => {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  await admin.query(`create database ${name}`)
  const url = new URL(testServers().databaseUrl)
  url.pathname = `/${name}`
  const env = { DATABASE_URL: url.href }

  const names = await migrationNames()
  const [one, other] = await Promise.all([run('migrate', [], env), run('migrate', [], env)])
  t.strictSame([one.code, other.code], [0, 0], one.err + other.err)
  const applied = [one.out, other.out].flatMap(out => out.match(/(?<=^applied ).*/gm) ?? [])
  t.strictSame(applied.sort(), names, 'two at once: each migration is applied once')
  t.match(await run('migrate', [], env), { code: 0, out: 'The database is up to date.\n' })
  const db = createDb({ url: url.href, poolSize: 1, applicationName: 'test' })
  t.strictSame(await pendingMigrations(db), [])
  await db.destroy()
})

t.test('a command without its database says why in a line', async t => {
  const missing = await run('migrate', [], {})
  t.equal(missing.code, 1)
  t.match(missing.err, 'DATABASE_URL is required')
  const away = await run('migrate', [], { DATABASE_URL: 'postgres://127.0.0.1:9/x' })
  t.equal(away.code, 1)
  t.match(away.err, 'ECONNREFUSED')
  t.notMatch(away.err, /\n\s+at /)
})

t.test('a suspension is lifted by its address', async t => {
  const { db, url } = await testDatabase(t)
  const person = await aUser(db)
  const { email } = await db.selectFrom('users').select('email').where('id', '=', person).executeTakeFirstOrThrow()
  const unsuspend = () => run('staff', ['unsuspend', email], { DATABASE_URL: url })
  t.match(await unsuspend(), { code: 1, err: /not suspended/ })
  await db.transaction().execute(trx => suspend(trx, person, new Date(Date.now() + 3_600_000)))
  t.match(await unsuspend(), { code: 0, out: 'Lifted.\n' })
  t.strictSame(await isSuspended(db, person), false)
})

t.test('staff are added, changed, listed and disabled', async t => {
  const { db, url } = await testDatabase(t)
  const env = { DATABASE_URL: url }
  const added = await run('staff', ['add', 'Ops@Mudig.local', '--name', 'Ops'], env)
  t.equal(added.code, 0, added.err)
  const password = /^Added ops@mudig\.local\. Password, shown only now: (\S{20})\n$/.exec(added.out)?.[1]
  t.ok(password, added.out)
  const find = () => db.selectFrom('staff').selectAll().executeTakeFirstOrThrow()
  t.ok(await verifyPassword((await find()).password_hash, password!))

  t.match(await run('staff', ['disable', 'ops@mudig.local'], env), { code: 0 })
  t.ok((await find()).disabled_at)
  t.match((await run('staff', ['list'], env)).out, /^ops@mudig\.local {2}Ops {2}since \d{4}-\d\d-\d\d {2}disabled\n$/)

  const name = `${'o'.repeat(79)}🍊`
  const change = ['add', 'ops@mudig.local', '--password-stdin', '--name', `${name}🍊`]
  const changed = await run('staff', change, env, 'a passphrase of its own\n')
  t.equal(changed.out, 'Changed ops@mudig.local.\n')
  const row = await find()
  t.match(row, { name, disabled_at: null })
  t.ok(await verifyPassword(row.password_hash, 'a passphrase of its own'))

  for (const [args, input, message] of [
    [['add', 'ops@mudig.local', '--password-stdin'], 'short', 'needs 8 to 128 characters'],
    [['add', 'ops@mudig.local', '--password-stdin'], 'password1', 'too common'],
    [['add', 'not an address'], '', 'An e-mail address is needed'],
    [['disable', 'nobody@mudig.local'], '', 'nobody with this address'],
    [[], '', 'Usage:'],
  ] as const) {
    const refused = await run('staff', [...args], env, input)
    t.equal(refused.code, 1)
    t.match(refused.err, message)
  }
})

t.test('counters are checked, and repaired on request', async t => {
  const { db, url } = await testDatabase(t)
  const env = { DATABASE_URL: url }
  t.match(await run('counters', [], env), { code: 0, out: /All counters are right/ })
  const writer = await aUser(db)
  const id = await aPlaylist(db, writer, { like_count: 2 })
  const found = await run('counters', [], env)
  t.equal(found.code, 1)
  t.match(found.out, `subjects.like_count: 1 wrong\n  subjects ${id} said 2, has 0`)
  t.match(found.err, /--repair/)
  t.match(await run('counters', ['--help'], env), { code: 0, out: /^Usage:/ })
  t.match(await run('counters', ['--repair'], env), { code: 0, out: /1 wrong, 1 repaired/ })
  t.match(await run('counters', [], env), { code: 0, out: /All counters are right/ })
})
