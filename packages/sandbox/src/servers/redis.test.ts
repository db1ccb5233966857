import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import t from 'tap'
import { isRunning } from './process-mark.js'
import { startRedis } from './redis.js'
import { until } from './until.js'

const binaryDirectory = resolve(import.meta.dirname, '..', '..', '..', '..', '.mudig', 'redis-server')

const folder = (t: Pick<typeof import('tap').t, 'teardown'>): string => {
  const directory = mkdtempSync(join(tmpdir(), 'mudig-redis-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'redis')
}

/** The last line that Redis answers to the commands, sent over one connection. */
const ask = (url: string, ...commands: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, password } = new URL(url)
    const socket = connect({ port: Number(port), host: '127.0.0.1' })
    let text = ''
    socket.once('error', reject)
    socket.on('data', chunk => {
      text += chunk.toString()
    })
    socket.once('end', () => resolve(text.trimEnd().split('\r\n').at(-2) ?? ''))
    socket.write([`AUTH ${password}`, ...commands, 'QUIT', ''].join('\r\n'))
  })

t.test('a throwaway server never evicts and leaves nothing behind', async t => {
  const directory = folder(t)
  const server = await startRedis({ directory, binaryDirectory, purpose: 'throwaway' })
  t.equal(await ask(server.url, 'CONFIG GET maxmemory-policy'), 'noeviction')
  t.match(await ask(server.url.replace(/:[^:@]+@/, ':guess@'), 'PING'), /^-NOAUTH/)
  await server.stop()
  t.notOk(isRunning(server.mark))
  t.notOk(existsSync(directory))
})

t.test('data outlives a restart', async t => {
  const directory = folder(t)
  const first = await startRedis({ directory, binaryDirectory, purpose: 'keep' })
  await ask(first.url, 'SET song 7')
  await first.stop()
  const second = await startRedis({ directory, binaryDirectory, purpose: 'keep' })
  t.teardown(() => second.stop())
  t.notOk(second.adopted)
  t.equal(await ask(second.url, 'GET song'), '7')
})

t.test('a running server that lost its launcher is adopted, a killed one started again', async t => {
  const directory = folder(t)
  const first = await startRedis({ directory, binaryDirectory, purpose: 'keep' })
  const second = await startRedis({ directory, binaryDirectory, purpose: 'keep' })
  t.ok(second.adopted)
  t.same(second.mark, first.mark)
  process.kill(first.mark.pid, 'SIGKILL')
  t.ok(await until(() => !isRunning(first.mark), { withinMs: 5_000 }))
  const third = await startRedis({ directory, binaryDirectory, purpose: 'keep' })
  t.teardown(() => third.stop())
  t.notOk(third.adopted)
  t.equal(await ask(third.url, 'PING'), '+PONG')
})
