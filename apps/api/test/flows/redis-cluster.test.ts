import { topics } from '@mudig/db/core/topics'
import { createProducerRedis } from '@mudig/db/ledger/redis'
import { testDatabase } from '@mudig/db/testing/database'
import { until } from '@mudig/sandbox/servers/until'
import { tcpProxy } from '@mudig/shared/testing/tcp-proxy'
import t from 'tap'
import { startApp, testConfig } from '../../src/testing/app.js'
import { endedOnce } from './once.js'
import { redisProcesses } from './redis-process.js'
import { stack } from './stack.js'

const slots = 16_384

t.test('a cluster of three carries the digs, and one that loses the queues’ node goes on without it', async t => {
  const start = redisProcesses(t)
  const nodes = await Promise.all(
    [0, 1, 2].map(n =>
      start(`node-${n}`, ({ port, busPort }) => [
        `port ${port}`,
        'cluster-enabled yes',
        `cluster-port ${busPort}`,
        'cluster-node-timeout 2000',
        'appendonly yes',
        'maxmemory-policy noeviction',
      ]),
    ),
  )
  const [first] = nodes
  for (const [n, { client }] of nodes.entries()) {
    const from = Math.ceil((n * slots) / nodes.length)
    const to = Math.ceil(((n + 1) * slots) / nodes.length) - 1
    await client.call('CLUSTER', 'ADDSLOTSRANGE', from, to)
  }
  for (const { port, busPort } of nodes.slice(1))
    await first!.client.call('CLUSTER', 'MEET', '127.0.0.1', port, busPort)
  const formed = await until(
    async () => {
      const infos = await Promise.all(nodes.map(({ client }) => client.call('CLUSTER', 'INFO') as Promise<string>))
      return infos.every(info => info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3'))
    },
    { withinMs: 60_000 },
  )
  t.ok(formed, 'the cluster has formed')

  const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')
  const { startApi, startWorker, listener, db, untilIdle, env } = await stack(t, {
    redisUrl: `redis+cluster://${hosts}`,
  })
  const [api] = await Promise.all([startApi(), startWorker()])
  const me = await listener(api.url)
  const before = await me.dig('전')
  t.match(await me.untilEnded(before.body.job.id), { status: 'ready' })
  const held = await Promise.all(nodes.map(async ({ client }) => (await client.keys('*lane.*')).length))
  t.equal(held.filter(count => count > 0).length, 1, `${env.REDIS_PREFIX}: one node has all queues`)

  const producer = createProducerRedis(`redis+cluster://${hosts}`)
  producer.on('error', () => {})
  t.teardown(() => producer.disconnect())
  const key = `${env.REDIS_PREFIX}:of-the-test`
  const takes = () =>
    producer.set(key, '1').then(
      () => true,
      () => false,
    )
  t.ok(await until(takes, { withinMs: 30_000 }))

  const owner = nodes[held.findIndex(count => count > 0)]!
  await owner.kill()
  t.ok(await until(async () => !(await takes()), { withinMs: 30_000 }))
  const since = performance.now()
  for (let n = 0; n < 20; n++) t.equal(await takes(), false)
  t.ok(performance.now() - since < 10_000, 'a producer does not wait for a node that is away')
  const meanwhile = await me.dig('사이')
  t.equal(meanwhile.status, 202)
  t.match(await me.untilEnded(meanwhile.body.job.id, 60_000), { status: 'ready' }, 'Postgres alone carries it')
  await owner.start()
  const ready = await until(async () => (await fetch(`${api.url}/readyz`)).status === 200, { withinMs: 60_000 })
  t.ok(ready, 'ready again')
  t.ok(await until(takes, { withinMs: 60_000 }), 'and the producer finds the node')
  const after = await me.dig('후')
  t.match(await me.untilEnded(after.body.job.id, 60_000), { status: 'ready' })
  await untilIdle(60_000)
  for (const { body } of [before, meanwhile, after]) await endedOnce(t, db, body.playlist.id)
})

t.test('hints of a cluster come again after its connections were lost without a word', async t => {
  const node = await redisProcesses(t)('alone', ({ port, busPort }) => [
    `port ${port}`,
    'cluster-enabled yes',
    `cluster-port ${busPort}`,
  ])
  const proxy = await tcpProxy({ host: '127.0.0.1', port: node.port })
  t.teardown(() => proxy.close())
  await node.client.config('SET', 'cluster-announce-ip', '127.0.0.1')
  await node.client.config('SET', 'cluster-announce-port', proxy.port)
  await node.client.call('CLUSTER', 'ADDSLOTSRANGE', 0, slots - 1)
  const { url, redisPrefix } = await testDatabase(t)
  const REDIS_URL = `redis+cluster://127.0.0.1:${proxy.port}`
  const { app } = await startApp(t, testConfig({ DATABASE_URL: url, REDIS_URL, REDIS_PREFIX: redisPrefix }))
  const { announcements } = app
  const often = announcements.lookEveryMs()
  announcements.listen(topics.playlist(1))
  t.ok(await until(() => announcements.lookEveryMs() > often, { withinMs: 60_000 }), 'hints arrive')
  proxy.halfOpen()
  t.ok(await until(() => announcements.lookEveryMs() === often, { withinMs: 30_000 }), 'and cease')
  t.ok(await until(() => announcements.lookEveryMs() > often, { withinMs: 60_000 }), 'and arrive again')
})
