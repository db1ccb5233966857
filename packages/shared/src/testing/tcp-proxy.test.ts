import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import t from 'tap'
import { tcpProxy } from './tcp-proxy.js'

t.test('closing it ends the connections to the server whose clients died while nothing passed', async t => {
  const accepted: Socket[] = []
  const server = createServer(socket => {
    accepted.push(socket)
    socket.on('error', () => {}).resume()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const proxy = await tcpProxy({ host: '127.0.0.1', port: address.port })

  const client = connect(proxy.port, '127.0.0.1')
  const [upstream] = (await once(server, 'connection')) as [Socket]
  proxy.silence()
  client.destroy()
  await once(client, 'close')
  while (proxy.connections() > 0) await new Promise(resolve => setImmediate(resolve))

  const closed = once(upstream, 'close')
  await proxy.close()
  await closed
  t.equal(accepted.length, 1)
})
