import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { endedOnce } from './once.js'
import { stack } from './stack.js'

for (const vendor of ['chat', 'youtube', 'karlo'] as const) {
  t.test(
    `a worker is paused between the answer of ${vendor} and its commit, while another one does the same job`,
    async t => {
      const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t)
      const [api, paused] = await Promise.all([startApi(), startWorker()])
      const me = await listener(api.url)
      await vendors.hold({ vendor })
      const { body } = await me.dig()
      await vendors.untilHeld(vendor)
      paused.signal('SIGSTOP')
      // The answers now lie in the paused process's sockets.
      await vendors.release()
      await startWorker()
      t.match(await me.untilEnded(body.job.id, 60_000), { status: 'ready' })
      paused.signal('SIGCONT')
      t.ok(
        await until(() => paused.output().includes('"outcome":"lost"'), { withinMs: 15_000 }),
        'the paused one finds that it has lost its lease',
      )
      await untilIdle()
      await endedOnce(t, db, body.playlist.id)
      const lost = await db.selectFrom('job_attempts').select('attempt').where('outcome', '=', 'lost').execute()
      t.ok(lost.length > 0, 'the history says so')
    },
  )
}
