import { runScript } from '@mudig/db/testing/commands'
import { testDatabase } from '@mudig/db/testing/database'
import { verifyPassword } from '@mudig/shared/accounts/passwords'
import t from 'tap'
import { demoPassword } from './core/demo.js'

const run = (args: string[], env: Record<string, string>) => runScript(new URL('./main.js', import.meta.url), args, env)

t.test('demo data can be added again and again, but not by accident in production', async t => {
  const { db, url } = await testDatabase(t)
  const seed = (args: string[], env = {}) => run(args, { DATABASE_URL: url, ...env })
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

t.test('seed adds a crowd whose size was said, not to production unless forced, and says what it added', async t => {
  const { db, url } = await testDatabase(t)
  const seed = (args: string[], env = {}) => run(args, { DATABASE_URL: url, ...env })
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
  t.match(out, /^ +10 tracks$/m)
  t.match(out, /^ +530 subject_likes$/m)
  const { password_hash } = await db
    .selectFrom('users')
    .select('password_hash')
    .where('is_active', '=', true)
    .limit(1)
    .executeTakeFirstOrThrow()
  t.ok(await verifyPassword(password_hash, demoPassword))
})
