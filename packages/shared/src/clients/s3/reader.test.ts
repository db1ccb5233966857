import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { rejection } from '../../testing/vendor-server.js'
import { createReader } from './reader.js'

const setUp = async (
  t: { teardown(end: () => unknown): unknown },
  answer: RequestListener,
  more: Partial<Parameters<typeof createReader>[0]> = {},
) => {
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const reader = createReader({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/store/`,
    region: 'us-east-1',
    bucket: 'mudig',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    mostConnections: 4,
    connectMs: 5_000,
    answerMs: 5_000,
    idleMs: 5_000,
    ...more,
  })
  t.teardown(() => {
    reader.close()
    server.closeAllConnections()
    server.close()
  })
  return reader
}

t.test('a range is asked for below the path of the endpoint', async t => {
  const reader = await setUp(t, ({ url, headers }, response) => {
    t.equal(url, '/store/mudig/track/a.m4a')
    t.equal(headers.range, 'bytes=0-3')
    t.match(headers.authorization, /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/us-east-1\/s3\/aws4_request, .*range/)
    response.writeHead(206).end('four')
  })
  const answer = await reader.get('track/a.m4a', { range: 'bytes=0-3' })
  t.equal(answer.statusCode, 206)
  t.equal(await answer.body.text(), 'four')
})

t.test('a bad moment of the store is tried once more, and no more', async t => {
  let asked = 0
  const reader = await setUp(t, ({ url, socket }, response) => {
    asked += 1
    if (url?.endsWith('down')) response.writeHead(503).end()
    else if (asked === 1) socket.destroy()
    else response.end('here')
  })
  t.equal(await (await reader.get('a', {})).body.text(), 'here', 'after a connection that was closed')
  t.equal(asked, 2)
  const answer = await reader.get('down', {})
  t.equal(answer.statusCode, 503)
  await answer.body.dump()
  t.equal(asked, 4)
})

t.test('whoever gives up is heard, and a store that never answers is not waited for', async t => {
  const caller = new AbortController()
  const reader = await setUp(t, () => caller.abort(), { answerMs: 300 })
  t.match(await rejection(reader.get('a', { signal: caller.signal })), { name: 'AbortError' })
  t.match(await rejection(reader.get('a', { signal: caller.signal })), { name: 'AbortError' }, 'and nothing is asked')
  t.match(await rejection(reader.get('a', {})), { code: 'UND_ERR_HEADERS_TIMEOUT' })
})

t.test('an answer that stands still ends with an error', async t => {
  const reader = await setUp(t, (_, response) => void response.writeHead(200, { 'content-length': 9 }).write('half'), {
    idleMs: 200,
  })
  t.ok(await rejection((await reader.get('a', {})).body.text()))
})

t.test('whoever has enough destroys the answer, and nothing fails', async t => {
  const reader = await setUp(t, (_, response) => void response.writeHead(200, { 'content-length': 9 }).write('half'))
  const { body } = await reader.get('a', {})
  const closed = new Promise(resolve => body.once('close', resolve))
  body.destroy()
  await closed
  t.ok(body.destroyed)
})
