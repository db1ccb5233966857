import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, chownSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionsByTls } from '@mudig/db/testing/connections'
import { unprivilegedAccount } from '@mudig/sandbox/servers/unprivileged'
import { until } from '@mudig/sandbox/servers/until'
import t, { type Test } from 'tap'
import { endedOnce } from './once.js'
import { ownPostgres } from './own-postgres.js'
import { says, startApp } from './process.js'
import { redisProcesses } from './redis-process.js'
import { stack } from './stack.js'

/** An authority of the test's own, and a certificate of the loopback address that it has signed. */
const certificates = (t: Test) => {
  const home = mkdtempSync(join(tmpdir(), 'mudig-tls-'))
  t.teardown(() => rmSync(home, { recursive: true, force: true }))
  const path = (name: string) => join(home, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: home, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=authority of a test')
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'server.key',
    '-out',
    'server.pem',
    '-subj',
    '/CN=127.0.0.1',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-addext',
    'basicConstraints=critical,CA:FALSE',
  )
  return { authority: path('ca.pem'), certificate: path('server.pem'), key: path('server.key') }
}

t.test('Postgres and Redis are reached over TLS, and a certificate of somebody else is refused', async t => {
  const { authority, certificate, key } = certificates(t)
  const start = redisProcesses(t)
  const overTls = (port: number) => [
    'port 0',
    `tls-port ${port}`,
    `tls-cert-file ${certificate}`,
    `tls-key-file ${key}`,
    `tls-ca-cert-file ${authority}`,
    'tls-auth-clients no',
  ]
  const client = { client: { tls: { rejectUnauthorized: false } } }
  const [postgres, redis] = await Promise.all([
    ownPostgres(t),
    start('tls', ({ port }) => [...overTls(port), 'maxmemory-policy noeviction'], client),
  ])
  const { db, url } = postgres.database
  const { directory } = postgres
  const account = unprivilegedAccount()
  for (const [from, name] of [
    [certificate, 'server.crt'],
    [key, 'server.key'],
  ] as const) {
    const to = join(directory, name)
    copyFileSync(from, to)
    chmodSync(to, 0o600)
    if (account) chownSync(to, account.uid, account.gid)
  }
  await postgres.stop()
  appendFileSync(join(directory, 'postgresql.auto.conf'), 'ssl = on\n')
  await postgres.start()

  const { startApi, startWorker, listener, untilIdle, env } = await stack(t, {
    redisUrl: `rediss://127.0.0.1:${redis.port}`,
    database: postgres.database,
  })
  const encrypted = new URL(url)
  encrypted.searchParams.set('sslmode', 'verify-full')
  encrypted.searchParams.set('sslrootcert', authority)
  const trusted = { DATABASE_URL: encrypted.href, NODE_EXTRA_CA_CERTS: authority }
  const [api] = await Promise.all([startApi(trusted), startWorker(trusted)])
  const me = await listener(api.url)
  const { body } = await me.dig()
  t.match(await me.untilEnded(body.job.id, 60_000), { status: 'ready' })
  await untilIdle(60_000)
  await endedOnce(t, db, body.playlist.id)
  const connections = await connectionsByTls(db)
  t.equal(connections.plain, 0, 'no connection of an app is in the clear')
  t.ok(connections.encrypted > 0)
  t.match(await redis.client.client('LIST'), /mudig|lane|cmd=/, 'Redis has clients')
  t.ok((await redis.client.keys('*lane.*')).length > 0, 'deliveries went through it')

  // Sentinels speak TLS as their master does.
  const sentinel = await start(
    'sentinel',
    ({ port }) => [...overTls(port), 'tls-replication yes', `sentinel monitor mudig 127.0.0.1 ${redis.port} 1`],
    { ...client, args: ['--sentinel'] },
  )
  const second = await startApi({ ...trusted, REDIS_URL: `rediss+sentinel://127.0.0.1:${sentinel.port}/mudig` })
  const ready = await until(async () => (await fetch(`${second.url}/readyz`)).status === 200, { withinMs: 60_000 })
  t.ok(ready, 'an API finds the master through a sentinel, over TLS')

  // Whom nobody vouches for is not spoken to.
  const stranger = startApp('worker', {
    ...env,
    DATABASE_URL: encrypted.href,
    PUBLIC_URL: 'http://127.0.0.1:8000',
  })
  t.teardown(() => stranger.kill())
  await says(stranger, /Redis unreachable/)
  t.match(stranger.output(), /self.signed|unable to verify|SELF_SIGNED|UNABLE_TO/i)
})
