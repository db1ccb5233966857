import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { verifyPassword } from '@mudig/shared/accounts/passwords'
import pg from 'pg'
import t from 'tap'
import { createDb } from '../core/client.js'
import { migrationNames, pendingMigrations } from '../core/migrations.js'
import { testDatabase, testServers } from '../testing/database.js'
import { aPlaylist } from '../testing/playlists.js'
import { aUser } from '../testing/rows.js'
import { demoPassword } from './seed-demo.js'

/** Runs a command as npm does. */
const run = async (
  command: 'migrate' | 'staff' | 'seed' | 'counters',
  args: string[],
  env: Record<string, string>,
  input = '',
) => {
  const script = fileURLToPath(new URL(`./${command}.js`, import.meta.url))
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env },
  })
  child.stdin.end(input)
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>(done => child.on('close', done)),
  ])
  return { out, err, code }
}

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

  const changed = await run('staff', ['add', 'ops@mudig.local', '--password-stdin'], env, 'a passphrase of its own\n')
  t.equal(changed.out, 'Changed ops@mudig.local.\n')
  const row = await find()
  t.equal(row.disabled_at, null)
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

t.test('demo data can be added again and again, but not by accident in production', async t => {
  const { db, url } = await testDatabase(t)
  const seed = (args: string[], env = {}) => run('seed', args, { DATABASE_URL: url, ...env })
  t.match(await seed([]), { code: 1, err: /Usage/ })
  t.match(await seed(['--demo'], { NODE_ENV: 'production' }), { code: 1, err: /--force/ })
  t.equal((await db.selectFrom('users').select('id').execute()).length, 0)
  const first = await seed(['--demo'])
  t.equal(first.code, 0, first.err)
  t.match(first.out, demoPassword)
  t.match(await seed(['--demo']), { code: 0 })
  const users = await db.selectFrom('users').select(['email', 'password_hash']).orderBy('id').execute()
  t.equal(users.length, 4)
  t.equal(users[0]?.email, 'listener@mudig.local')
  t.ok(await verifyPassword(users[0]!.password_hash, demoPassword))
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

t.test('seed adds a crowd whose size was said, not to production unless forced, and says what it added', async t => {
  const { db, url } = await testDatabase(t)
  const seed = (args: string[], env = {}) => run('seed', args, { DATABASE_URL: url, ...env })
  t.match(await seed(['--playlists', '100'], { NODE_ENV: 'production' }), { code: 1, err: /--force/ })
  t.match(await seed(['--playlists', 'many']), {
    code: 1,
    err: /--playlists is a whole number from 1 to 5,000,000, not "many"/,
  })
  for (const odd of ['', '0x10', '1,0']) {
    t.match(
      await seed([`--playlists=${odd}`]),
      { code: 1, err: `--playlists is a whole number from 1 to 5,000,000, not "${odd}"` },
      odd,
    )
  }
  t.match(await seed(['--playlists', '5', '--seed', '1e3']), {
    code: 1,
    err: /--seed is a whole number from 1 to 2,147,483,648, not "1e3"/,
  })
  t.equal((await db.selectFrom('playlists').select('id').execute()).length, 0)
  const { code, out, err } = await seed(['--playlists', '100'])
  t.equal(code, 0, err)
  t.match(out, /^playlist_songs +1,000 in /m)
  t.match(out, /^ +500 subject_likes$/m)
  const { password_hash } = await db
    .selectFrom('users')
    .select('password_hash')
    .where('is_active', '=', true)
    .limit(1)
    .executeTakeFirstOrThrow()
  t.ok(await verifyPassword(password_hash, demoPassword))
})
