import { createServer } from 'node:net'
import t from 'tap'
import { freePort, isFree } from './ports.js'

t.test('nobody who lets the system choose gets a port that was given out', async t => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort))
  t.equal(new Set(ports).size, 50, 'nor do two callers')
  t.ok(ports.every(port => port >= 20_000 && port < 32_768))
})

t.test('a port at which somebody listens is not free', async t => {
  const port = await freePort()
  t.equal(await isFree(port), true)
  const server = createServer()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  t.equal(await isFree(port), false)
  await new Promise(resolve => server.close(resolve))
  // RFC 5737: an address for documentation, which no machine has.
  await t.rejects(isFree(port, '192.0.2.1'), { code: 'EADDRNOTAVAIL' })
})
