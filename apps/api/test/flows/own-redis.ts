import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '@mudig/sandbox/servers/redis'
import { Redis } from 'ioredis'
import type { Test } from 'tap'

/** A Redis that the test may stop, start again and empty. */
export const ownRedis = async (t: Pick<Test, 'teardown'>) => {
  const home = mkdtempSync(join(tmpdir(), 'mudig-redis-'))
  const options = {
    directory: home,
    binaryDirectory: process.env.TEST_REDIS_BINARIES ?? join(home, 'binaries'),
    purpose: 'keep' as const,
  }
  let server = await startRedis(options)
  t.teardown(async () => {
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  })
  return {
    url: server.url,
    stop: () => server.stop(),
    start: async () => {
      server = await startRedis({ ...options, port: server.port })
    },
    empty: async () => {
      const redis = new Redis(server.url)
      await redis.flushall()
      redis.disconnect()
    },
  }
}
