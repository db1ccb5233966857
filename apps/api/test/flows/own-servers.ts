import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDb } from '@mudig/db/client'
import { migrate } from '@mudig/db/migrations'
import { startPostgres } from '@mudig/sandbox/servers/postgres'
import { startRedis } from '@mudig/sandbox/servers/redis'
import { Redis } from 'ioredis'
import type { Test } from 'tap'

/** A server process with its children, which a test may stop in its tracks (SIGSTOP) and let go on. */
const freezer = (pid: () => number) => {
  const all = (): number[] => {
    const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/).map(Number))
    return [pid(), ...rows.filter(([, parent]) => parent === pid()).map(([child]) => child!)]
  }
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const one of all()) {
      try {
        process.kill(one, name)
      } catch {
        // A connection's process that ended just now.
      }
    }
  }
  return { freeze: () => signal('SIGSTOP'), thaw: () => signal('SIGCONT') }
}

/** A PostgreSQL that the test may stop, freeze and start again. */
export const ownPostgres = async (t: Pick<Test, 'teardown'>) => {
  const home = mkdtempSync(join(tmpdir(), 'mudig-postgres-'))
  // The server runs as another account where the tests run as root.
  chmodSync(home, 0o711)
  const options = { directory: join(home, 'data'), purpose: 'keep' as const }
  let server = await startPostgres(options)
  const url = await server.ensureDatabase('mudig')
  const db = createDb({ url, poolSize: 5, applicationName: 'test' })
  const { freeze, thaw } = freezer(() => server.mark.pid)
  t.teardown(async () => {
    thaw()
    await db.destroy()
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  })
  await migrate(db)
  return {
    database: { db, url },
    stop: () => server.stop(),
    start: async () => {
      server = await startPostgres({ ...options, port: server.port })
    },
    freeze,
    thaw,
  }
}

/** A Redis that the test may stop, freeze, start again and empty. */
export const ownRedis = async (t: Pick<Test, 'teardown'>) => {
  const home = mkdtempSync(join(tmpdir(), 'mudig-redis-'))
  const options = { directory: home, binaryDirectory: process.env.TEST_REDIS_BINARIES ?? join(home, 'binaries'), purpose: 'keep' as const }
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
