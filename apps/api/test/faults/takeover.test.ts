import { attemptOutcomes, deadJobs, takeovers, unfinishedDigs } from '@mudig/db/testing/ledger-counts'
import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { stack } from '../flows/stack.js'
import { printTable, quantile } from './table.js'

const digs = 60
const latency = { chat_ms: 2_500, youtube_ms: 150, karlo_ms: 3_000, download_ms: 50 }

t.test(
  'a worker is killed while more is to be done than can be: its jobs go on at another within seconds',
  { timeout: 300_000 },
  async t => {
    const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t, {
      env: { DIGS_IN_FLIGHT: '100', DIGS_PER_HOUR: '1000', DIGS_PER_DAY: '1000' },
    })
    await vendors.latency(latency)
    const [api, victim] = await Promise.all([startApi(), startWorker(), startWorker()])
    const people = await Promise.all(Array.from({ length: 6 }, () => listener(api.url)))
    for (let sent = 0; sent < digs; sent += people.length)
      await Promise.all(people.map(person => person.dig(`가득 ${sent}`)))
    const running = () => db.selectFrom('jobs').select('id').where('state', '=', 'running').execute()
    t.ok(await until(async () => (await running()).length >= 10, { withinMs: 30_000, everyMs: 50 }))
    await victim.kill()
    const unfinished = () =>
      db.selectFrom('playlists').select('id').where('status', 'in', ['queued', 'composing', 'matching']).execute()
    t.ok(await until(async () => (await unfinished()).length === 0, { withinMs: 180_000, everyMs: 500 }))
    await untilIdle(60_000)
    const seconds = (await takeovers(db)).map(takeover => takeover.seconds)
    printTable('A worker killed under load', [
      ['digs', digs],
      ['attempts by outcome', JSON.stringify(await attemptOutcomes(db))],
      [
        'seconds from a lost attempt to the next: median, 95 of 100, worst',
        [0.5, 0.95, 1].map(share => quantile(seconds, share).toFixed(1)).join(', '),
      ],
      ['dead jobs', JSON.stringify(await deadJobs(db))],
    ])
    t.ok(seconds.length > 0, 'jobs were lost')
    t.ok(Math.max(...seconds) <= 20, 'all within 20 s')
    t.same(await unfinishedDigs(db), [])
  },
)
