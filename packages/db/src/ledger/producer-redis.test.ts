import { tcpProxy } from '@mudig/shared/testing/tcp-proxy'
import t from 'tap'
import { testServers } from '../testing/database.js'
import { createProducerRedis } from './redis.js'

t.test('a Redis that falls silent makes the first commands wait, and none after them', async t => {
  const direct = new URL(testServers().redisUrl)
  const proxy = await tcpProxy({ host: direct.hostname, port: Number(direct.port) })
  t.teardown(() => proxy.close())
  direct.host = `127.0.0.1:${proxy.port}`
  const redis = createProducerRedis(direct.href)
  redis.on('error', () => {})
  // The one of node:events would take an error for the end.
  const emitted = (event: string) => new Promise<void>(resolve => redis.once(event, () => resolve()))
  t.teardown(() => redis.disconnect())
  await emitted('ready')
  proxy.silence()
  await t.rejects(redis.ping(), /timed out/)
  if (redis.status === 'ready') await emitted('close')
  const since = performance.now()
  for (let n = 0; n < 5; n++) await t.rejects(redis.ping())
  t.ok(performance.now() - since < 900, 'five of them do not wait a second even together')
  proxy.pass()
  await emitted('ready')
  t.equal(await redis.ping(), 'PONG')
})
