import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPgbouncer } from '@mudig/sandbox/servers/pgbouncer'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { endedOnce } from './once.js'
import { stack } from './stack.js'

t.test('PgBouncer in transaction mode stands between: digs are made, also after it was killed', async t => {
  const { startApi, startWorker, listener, db, untilIdle, env } = await stack(t)
  const home = mkdtempSync(join(tmpdir(), 'mudig-pooler-'))
  chmodSync(home, 0o755)
  const pooler = await startPgbouncer({
    directory: join(home, 'config'),
    binaryDirectory: join(home, 'binaries'),
    url: env.DATABASE_URL,
    poolSize: 8,
  })
  t.teardown(async () => {
    await pooler.stop()
    rmSync(home, { recursive: true, force: true })
  })
  const pooled = { DATABASE_URL: pooler.url, DATABASE_PREPARE: 'false' }
  const [api] = await Promise.all([startApi(pooled), startWorker(pooled), startWorker(pooled)])
  const me = await listener(api.url)
  const digs = await Promise.all(Array.from({ length: 3 }, () => me.dig()))
  for (const { body } of digs) t.match(await me.untilEnded(body.job.id, 60_000), { status: 'ready' })

  const cut = await me.dig()
  await pooler.kill()
  await pooler.start()
  t.match(await me.untilEnded(cut.body.job.id, 60_000), { status: 'ready' })
  // Connections that were cut are found out by those who use them first, who are told to come again.
  let after = await me.dig()
  await until(
    async () => {
      if (after.status === 202) return true
      t.equal(after.status, 503)
      after = await me.dig()
      return after.status === 202
    },
    { withinMs: 30_000, everyMs: 200 },
  )
  t.match(await me.untilEnded(after.body.job.id, 60_000), { status: 'ready' })
  await untilIdle(60_000)
  for (const { body } of [...digs, cut, after]) await endedOnce(t, db, body.playlist.id)
})
