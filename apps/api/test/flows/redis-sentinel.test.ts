import { until } from '@mudig/sandbox/servers/until'
import t from 'tap'
import { endedOnce } from './once.js'
import { redisProcesses } from './redis-process.js'
import { stack } from './stack.js'

t.test('a Redis master is killed: sentinels name another, and digs go on before, meanwhile and after', async t => {
  const start = redisProcesses(t)
  const plain = (port: number) => [
    `port ${port}`,
    'save ""',
    'maxmemory-policy noeviction',
    'repl-diskless-sync-delay 0',
  ]
  const master = await start('master', ({ port }) => plain(port))
  const replica = await start('replica', ({ port }) => [...plain(port), `replicaof 127.0.0.1 ${master.port}`])
  const sentinels = await Promise.all(
    [1, 2, 3].map(n =>
      start(
        `sentinel-${n}`,
        ({ port }) => [
          `port ${port}`,
          `sentinel monitor mudig 127.0.0.1 ${master.port} 2`,
          'sentinel down-after-milliseconds mudig 1000',
          'sentinel failover-timeout mudig 5000',
        ],
        { args: ['--sentinel'] },
      ),
    ),
  )
  const knows = await until(
    async () => {
      const seen = await Promise.all(
        sentinels.map(async ({ client }) => {
          const [fields] = (await client.call('SENTINEL', 'MASTERS')) as string[][]
          const of = (name: string) => fields?.[fields.indexOf(name) + 1]
          return of('num-slaves') === '1' && of('num-other-sentinels') === '2'
        }),
      )
      return seen.every(Boolean)
    },
    { withinMs: 60_000 },
  )
  t.ok(knows, 'the sentinels know each other and the replica')

  const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')
  const { startApi, startWorker, listener, db, untilIdle } = await stack(t, {
    redisUrl: `redis+sentinel://${hosts}/mudig`,
  })
  const [api] = await Promise.all([startApi(), startWorker()])
  const me = await listener(api.url)
  const before = await me.dig('전')
  t.match(await me.untilEnded(before.body.job.id), { status: 'ready' })

  await master.kill()
  const meanwhile = await me.dig('사이')
  t.equal(meanwhile.status, 202, 'Postgres has it, whatever Redis does')
  t.match(await me.untilEnded(meanwhile.body.job.id, 60_000), { status: 'ready' })
  const promoted = await until(async () => /role:master/.test(await replica.client.info('replication')), {
    withinMs: 60_000,
  })
  t.ok(promoted)
  const after = await me.dig('후')
  t.match(await me.untilEnded(after.body.job.id, 60_000), { status: 'ready' })
  const delivered = await until(async () => (await replica.client.keys('*lane.*')).length > 0, { withinMs: 60_000 })
  t.ok(delivered, 'deliveries go to the new master')
  const ready = await until(async () => (await fetch(`${api.url}/readyz`)).status === 200, { withinMs: 60_000 })
  t.ok(ready, 'and the API is ready again')
  await untilIdle(60_000)
  for (const { body } of [before, meanwhile, after]) await endedOnce(t, db, body.playlist.id)
})
