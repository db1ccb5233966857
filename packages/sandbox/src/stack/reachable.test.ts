import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import t from 'tap'
import { freePort } from '../servers/ports.js'
import { unreachableServers } from './reachable.js'

t.test('a server that does not answer is named without its password', async t => {
  const server = createServer(socket => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const there = `redis://:secret@127.0.0.1:${(server.address() as AddressInfo).port}`
  t.same(await unreachableServers({ REDIS_URL: there, DATABASE_URL: undefined }), [])
  const port = await freePort()
  const [line, ...others] = await unreachableServers({
    REDIS_URL: there,
    DATABASE_URL: `postgres://me:secret@127.0.0.1:${port}/mudig`,
  })
  t.same(others, [])
  t.match(line, `postgres://127.0.0.1:${port}, which DATABASE_URL names (ECONNREFUSED)`)
  t.notMatch(line, 'secret')
  t.same(
    await unreachableServers({ REDIS_URL: undefined, DATABASE_URL: 'postgres:///mudig?host=/var/run/postgresql' }),
    [],
  )
})
