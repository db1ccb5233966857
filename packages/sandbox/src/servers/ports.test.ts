import { createServer } from 'node:net'
import t from 'tap'
import { isFree, PortInUseError, portFor } from './ports.js'

t.test('a port that somebody listens on is told in a sentence that names the way out', async t => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  t.equal(await isFree(port), false)
  const error = await portFor(port, 'Redis', 'REDIS_PORT').catch(reason => reason)
  t.ok(error instanceof PortInUseError)
  t.match(error.message, `Port ${port}, wanted for Redis, is in use.`)
  t.match(error.message, `--redis-port ${port + 1}`)
  t.equal(await isFree(await portFor(undefined, 'Redis', 'REDIS_PORT')), true, 'without a wish any free one')
})
