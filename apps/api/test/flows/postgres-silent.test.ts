import { connectionsOf } from '@mudig/db/testing/rows'
import { freePort } from '@mudig/sandbox/servers/ports'
import { until } from '@mudig/sandbox/servers/until'
import { tcpProxy } from '@mudig/shared/testing/tcp-proxy'
import t, { type Test } from 'tap'
import type { Answer, Listener } from './listener.js'
import { ownPostgres } from './own-postgres.js'
import { stack } from './stack.js'

/** The promise is 5 s at the server; a busy machine also has to start the requests and read the answers. */
const answeredWithinMs = 5_000 + 1_500

/** A database whose silence the API meets, and nobody else. */
const silences = {
  'Postgres is frozen': async (t: Test) => {
    const { database, freeze, thaw } = await ownPostgres(t)
    return { database, apiUrl: database.url, begin: freeze, end: thaw }
  },
  'the network to Postgres is silent': async (t: Test) => {
    const { database } = await ownPostgres(t)
    const direct = new URL(database.url)
    const proxy = await tcpProxy({ host: direct.hostname, port: Number(direct.port) })
    t.teardown(() => proxy.close())
    direct.host = `127.0.0.1:${proxy.port}`
    return { database, apiUrl: direct.href, begin: () => proxy.silence(), end: () => proxy.pass() }
  },
}

const keyed = { prefer: 'respond-async', 'idempotency-key': 'the-same-dig' }

let networks = 0
/** So that no limit of a network is met. */
const elsewhere = () => ({ 'x-forwarded-for': `10.0.0.${++networks}` })

/** Reads, writes, waits, streams, signing in, and what nobody has to be signed in for. */
const everyKind = (url: string, me: Listener): Record<string, () => Promise<Pick<Answer, 'status' | 'headers'>>> => ({
  home: () => me.call('GET', '/playlist'),
  search: () => me.call('GET', `/playlist/search?query=${encodeURIComponent('비')}`),
  'my profile': () => me.call('GET', '/user/profile'),
  'a dig with a key': () => me.dig('비 오는 밤', keyed),
  'a dig that waits': () => me.dig('눈 오는 밤', { prefer: 'wait=20' }),
  'the events of a dig': () => me.call('GET', '/playlist/jobs/1/events'),
  notifications: () => me.call('GET', '/notification'),
  'a change of settings': () => me.call('PUT', '/notification/settings', { follow: false }),
  'a shared link': () => fetch(`${url}/playlist/shared/${'x'.repeat(22)}`),
  'signing in': () =>
    fetch(`${url}/user/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...elsewhere() },
      body: JSON.stringify({ email: 'nobody@test.local', password: 'wrong-password-1' }),
    }),
  'a code by mail': () =>
    fetch(`${url}/user/otp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...elsewhere() },
      body: JSON.stringify({ email: 'nobody@test.local' }),
    }),
})

for (const [name, prepare] of Object.entries(silences)) {
  t.test(`${name}: every request gets its 503 in time, and afterwards everything is as before`, async t => {
    const silence = await prepare(t)
    const { startApi, startWorker, listener, db } = await stack(t, {
      database: silence.database,
      env: { DATABASE_URL: silence.apiUrl, TRUST_PROXY: '127.0.0.1' },
    })
    const api = await startApi()
    const me = await listener(api.url)
    const kinds = everyKind(api.url, me)
    silence.begin()
    // Requests that come as it begins, while it lasts, and many more than there are connections.
    for (let round = 0; round < 2; round++) {
      const asked = Object.entries(kinds).flatMap(([kind, ask]) => Array.from({ length: 4 }, () => ({ kind, ask })))
      await Promise.all(
        asked.map(async ({ kind, ask }) => {
          const since = performance.now()
          const { status, headers } = await ask()
          const ms = Math.round(performance.now() - since)
          t.equal(status, 503, kind)
          t.ok(Number(headers.get('retry-after')) > 0, `${kind} may come again`)
          t.ok(ms <= answeredWithinMs, `${kind} took ${ms} ms`)
        }),
      )
    }
    t.equal((await fetch(`${api.url}/readyz`)).status, 503)
    t.equal((await fetch(`${api.url}/healthz`)).status, 200, 'not for a minute yet')
    silence.end()
    t.ok(await until(async () => (await fetch(`${api.url}/readyz`)).status === 200, { withinMs: 10_000 }))
    const answers = await Promise.all(Array.from({ length: 20 }, () => me.call('GET', '/playlist')))
    t.same(new Set(answers.map(answer => answer.status)), new Set([200]))

    await startWorker()
    const { status, body } = await me.dig('비 오는 밤', keyed)
    t.equal(status, 202)
    t.equal((await me.dig('비 오는 밤', keyed)).body.job.id, body.job.id, 'the key still stands for one dig')
    t.match(await me.untilEnded(body.job.id, 60_000), { status: 'ready' })
    const playlists = await db.selectFrom('playlists').select('id').where('situations', '=', '비 오는 밤').execute()
    t.equal(playlists.length, 1, 'however often it was asked for')

    t.ok(
      await until(async () => (await connectionsOf(db, 'mudig-api')) <= 10, { withinMs: 10_000 }),
      'no connection is left behind',
    )
    t.equal(api.child.exitCode, null, 'it lives')
    t.notMatch(api.output(), /unhandled|uncaught|cannot go on/i)
  })
}

t.test(
  'whoever hears nothing from Postgres for a minute says so to its supervisor, and no longer once it does',
  async t => {
    const { database, freeze, thaw } = await ownPostgres(t)
    const { startApi, startWorker } = await stack(t, { database })
    const port = await freePort()
    const [api] = await Promise.all([startApi(), startWorker({ HEALTH_PORT: `${port}` })])
    const pages = { api: `${api.url}/healthz`, worker: `http://127.0.0.1:${port}/healthz` }
    const statuses = async () => Promise.all(Object.values(pages).map(async page => (await fetch(page)).status))
    t.same(await statuses(), [200, 200])
    freeze()
    t.ok(
      await until(async () => (await statuses()).every(status => status === 503), { withinMs: 90_000, everyMs: 500 }),
    )
    thaw()
    t.ok(
      await until(async () => (await statuses()).every(status => status === 200), { withinMs: 30_000, everyMs: 200 }),
    )
  },
)
