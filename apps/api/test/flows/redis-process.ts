import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, releasePort } from '@mudig/sandbox/servers/ports'
import { findRedis } from '@mudig/sandbox/servers/redis-binary'
import { until } from '@mudig/sandbox/servers/until'
import { Redis, type RedisOptions } from 'ioredis'
import type { Test } from 'tap'

export interface RedisProcess {
  readonly port: number
  /** Where nodes of a cluster speak to each other. */
  readonly busPort: number
  /** A connection of the test's own. */
  readonly client: Redis
  /** Without a chance to write anything down. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** Servers of Redis as a test wants them, by lines of their configuration; a name makes the folder. */
export const redisProcesses = (t: Pick<Test, 'teardown'>) => {
  const home = mkdtempSync(join(tmpdir(), 'mudig-redis-'))
  const found = findRedis(process.env.TEST_REDIS_BINARIES ?? join(home, 'binaries'), () => undefined)
  const running: { child: ChildProcess; client: Redis; ports: number[] }[] = []
  t.teardown(async () => {
    for (const { client } of running) client.disconnect()
    await Promise.all(
      running.map(async ({ child, ports }) => {
        if (child.exitCode === null && child.signalCode === null) {
          child.kill('SIGKILL')
          await once(child, 'exit')
        }
        for (const port of ports) releasePort(port)
      }),
    )
    rmSync(home, { recursive: true, force: true })
  })
  return async (
    name: string,
    lines: (ports: { port: number; busPort: number }) => readonly string[],
    { args = [], client: options = {} }: { args?: readonly string[]; client?: RedisOptions } = {},
  ): Promise<RedisProcess> => {
    const binary = await found
    const [port, busPort] = [await freePort(), await freePort()]
    const directory = join(home, name)
    mkdirSync(directory)
    const config = join(directory, 'redis.conf')
    writeFileSync(config, [`dir "${directory}"`, 'bind 127.0.0.1', ...lines({ port, busPort }), ''].join('\n'))
    const spawnIt = () =>
      spawn(binary.path, [config, ...args], { env: { ...process.env, ...binary.env }, stdio: 'ignore' })
    const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true, maxRetriesPerRequest: null, ...options })
    client.on('error', () => {})
    const entry = { child: spawnIt(), client, ports: [port, busPort] }
    running.push(entry)
    const answers = async () => {
      const up = await until(async () => (await client.ping().catch(() => '')) === 'PONG', { withinMs: 30_000 })
      if (!up) throw new Error(`the Redis ${name} does not answer`)
    }
    await answers()
    return {
      port,
      busPort,
      client,
      kill: async () => {
        entry.child.kill('SIGKILL')
        await once(entry.child, 'exit')
      },
      start: async () => {
        entry.child = spawnIt()
        await answers()
      },
    }
  }
}
