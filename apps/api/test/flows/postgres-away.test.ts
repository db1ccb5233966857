import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { endedOnce } from './once.js'
import { ownPostgres } from './own-postgres.js'
import { stack } from './stack.js'

for (const vendor of ['chat', 'karlo'] as const) {
  t.test(`Postgres is restarted while ${vendor} is asked: 503 meanwhile, and the dig ends once`, async t => {
    const postgres = await ownPostgres(t)
    const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t, { database: postgres.database })
    const [api, worker] = await Promise.all([startApi(), startWorker()])
    const me = await listener(api.url)
    await vendors.hold({ vendor })
    const { body } = await me.dig()
    await vendors.untilHeld(vendor)
    const watching = me.watch(body.job.id).catch(() => [])
    await postgres.stop()
    const away = await me.call('GET', `/playlist/jobs/${body.job.id}`)
    t.match(away, { status: 503, body: { code: 'unavailable', error: String, request_id: String } })
    t.ok(Number(away.headers.get('retry-after')) > 0)
    t.equal((await me.dig('둘')).status, 503)
    t.equal((await fetch(`${api.url}/readyz`)).status, 503)
    t.equal((await fetch(`${api.url}/healthz`)).status, 200, 'a restart would not help')
    // The answers find no database.
    await vendors.release()
    t.ok(
      await until(() => worker.output().includes('outcome of a job could not be written'), { withinMs: 15_000 }),
      'the worker met the outage',
    )
    await postgres.start()
    t.ok(await until(async () => (await fetch(`${api.url}/readyz`)).status === 200, { withinMs: 15_000 }))
    t.match(await me.untilEnded(body.job.id, 60_000), { status: 'ready' })
    await watching
    await untilIdle()
    await endedOnce(t, db, body.playlist.id)
    for (const app of [api, worker]) {
      t.equal(app.child.exitCode, null, 'it lives')
      t.notMatch(app.output(), /unhandled|uncaught|cannot go on|is broken and stops/i)
    }
  })
}
