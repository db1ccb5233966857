import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createDb, type Db } from '@mudig/db/core/client'
import { migrate } from '@mudig/db/core/migrations'
import { startPostgres } from '@mudig/sandbox/servers/postgres'
import { startRedis } from '@mudig/sandbox/servers/redis'
import { startStorage } from '@mudig/sandbox/servers/storage'
import { startThrowawayServers } from '@mudig/sandbox/servers/throwaway'
import { says, startApp } from '../../test/flows/process.js'

const secret = 'for benchmarks only, not a secret at all'

export interface Stand {
  db: Db
  /** Of the API. */
  url: string
  pid: number
  servers: { databaseUrl: string; redisUrl: string }
  /** Signs tokens. */
  secret: string
  /** Starts one more API process beside it. */
  another(): Promise<{ url: string; pid: number }>
}

const redisBinaries = resolve('.mudig/redis-server')

/** As in production: what is committed lies on the disk. */
const startDurableServers = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-stand-'))
  const postgres = await startPostgres({ directory: join(folder, 'postgres'), purpose: 'keep' })
  const redis = await startRedis({
    directory: join(folder, 'redis'),
    binaryDirectory: redisBinaries,
    purpose: 'throwaway',
  })
  return {
    databaseUrl: await postgres.ensureDatabase('bench'),
    redisUrl: redis.url,
    stop: async () => {
      await redis.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Servers of the benchmark's own and one API process on them, compiled and configured as in production, but that it
 * believes the benchmark's word about where a request comes from. All of it is gone when `work` ends.
 *
 * @param isDurable whether a commit waits for the disk, where that is part of what is measured
 */
export const withStand = async <T>(work: (stand: Stand) => Promise<T>, { isDurable = false } = {}): Promise<T> => {
  const ends: (() => Promise<unknown>)[] = []
  try {
    const servers = await (isDurable ? startDurableServers() : startThrowawayServers(redisBinaries))
    ends.push(() => servers.stop())
    const storage = await startStorage()
    ends.push(() => storage.close())
    const db = createDb({ url: servers.databaseUrl, poolSize: 4, applicationName: 'bench' })
    ends.push(() => db.destroy())
    await migrate(db)
    const env = {
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      PORT: '0',
      DATABASE_URL: servers.databaseUrl,
      REDIS_URL: servers.redisUrl,
      S3_ENDPOINT: storage.endpoint,
      S3_BUCKET: storage.bucket,
      S3_ACCESS_KEY_ID: storage.accessKeyId,
      S3_SECRET_ACCESS_KEY: storage.secretAccessKey,
      JWT_SECRET: secret,
      COOKIE_SECRET: secret,
      OTP_SECRET: secret,
      FRONT_END_URL: 'http://127.0.0.1:3000',
      PUBLIC_URL: 'http://127.0.0.1:8000',
      TRUST_PROXY: '127.0.0.1',
    }
    const another = async () => {
      const api = startApp('api', env)
      ends.push(() => api.kill())
      const [, url] = await says(api, /listening at (http:\/\/127\.0\.0\.1:\d+)/)
      return { url: url!, pid: api.child.pid! }
    }
    return await work({ db, ...(await another()), servers, secret, another })
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

/** Inserts people whose addresses end with `@known.example`. @returns their addresses, all of one length */
export const addPeople = async (
  db: Db,
  count: number,
  person: { password_hash: string | null; is_active?: boolean },
  prefix: string,
): Promise<string[]> => {
  const people = Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(5, '0')}`)
  await db
    .insertInto('users')
    .values(people.map(name => ({ ...person, name, name_key: name, email: `${name}@known.example` })))
    .execute()
  return people.map(name => `${name}@known.example`)
}

let networks = 0

/** For a request's headers: a client address that was not used before, so that no limit is met. */
export const fromElsewhere = (): { 'x-forwarded-for': string } => {
  const n = ++networks
  return { 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` }
}
