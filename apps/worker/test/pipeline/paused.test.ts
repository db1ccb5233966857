import { until } from '@mudig/sandbox/servers/until'
import { composePlaylist } from '@mudig/shared/playlists/queues'
import t from 'tap'
import { registry } from '../../src/runtime/metrics.js'
import { pipeline } from './harness.js'

t.test('a queue that is paused or throttled in Redis goes on, and says so', async t => {
  const { ledger, dig, untilStatus, logs } = await pipeline(t)
  const queue = ledger.queue(composePlaylist.name)
  const said = () => logs().split('lane was paused or throttled in Redis').length - 1
  const brakes = [
    () => queue.pause(),
    () => queue.setGlobalConcurrency(1),
    () => queue.setGlobalRateLimit(1, 86_400_000),
  ]
  for (const [index, brake] of brakes.entries()) {
    await brake()
    t.equal((await untilStatus((await dig('비 오는 밤')).id)).status, 'ready')
    t.ok(await until(() => said() === index + 1, { withinMs: 10_000 }), 'the log says it')
    t.notMatch(await queue.getMeta(), { paused: true })
    t.equal(await queue.getGlobalConcurrency(), null)
    t.equal(await queue.getGlobalRateLimit(), null)
  }
  const metrics = await registry.metrics()
  t.match(metrics, /mudig_queue_paused\{queue="playlists\.compose"\} 1/)
  t.match(metrics, /mudig_queue_paused\{queue="mail\.otp"\} 0/)
})
