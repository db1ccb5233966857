import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guardFolder } from './guard.js'
import { makeFolder } from './make-folder.js'
import { removePostgres, startPostgres } from './postgres.js'
import { endLeftOverPostgres } from './postgres-left-over.js'
import { isRunning, markOf, type ProcessMark } from './process-mark.js'
import { endLeftOverRedis, startRedis } from './redis.js'

export interface ThrowawayServers {
  /** Connection string of the superuser to the database `postgres`. */
  readonly databaseUrl: string
  readonly redisUrl: string
  /** Connection string of the superuser to another database of the cluster. */
  database(name: string): string
  stop(): Promise<void>
}

const prefix = 'mudig-test-'

/** Linux keeps what lies here in memory: a clone of a database is there in 15 ms, where a disk takes 40 to 250. */
const inMemory = '/dev/shm'
/** What the databases of a run take together, several times over. Containers have 64 MB there unless told. */
const roomInMemory = 4 * 1024 ** 3

const folders = () => {
  try {
    const { bavail, bsize } = statfsSync(inMemory)
    if (bavail * bsize >= roomInMemory) return [inMemory, tmpdir()]
  } catch {
    // Not Linux.
  }
  return [tmpdir()]
}

/**
 * Postgres and Redis for one test run, in a temporary folder, gone afterwards. What a killed run left behind is removed
 * first.
 *
 * @param binaryDirectory where a fetched redis-server is unpacked
 */
export const startThrowawayServers = async (
  binaryDirectory: string,
  say: (line: string) => void = () => undefined,
): Promise<ThrowawayServers> => {
  const [folder = tmpdir(), ...others] = folders()
  for (const each of [folder, ...others]) await sweep(each)
  const directory = mkdtempSync(join(folder, prefix))
  guardFolder(directory)
  chmodSync(directory, 0o711)
  writeFileSync(join(directory, 'owner.json'), JSON.stringify(markOf(process.pid)), { mode: 0o600 })
  makeFolder(join(binaryDirectory, '..'), 0o711)
  const started = await Promise.allSettled([
    startPostgres({ directory: join(directory, 'postgres'), purpose: 'throwaway' }),
    startRedis({ directory: join(directory, 'redis'), binaryDirectory, purpose: 'throwaway', say }),
  ])
  const [postgres, redis] = started
  if (postgres.status === 'rejected' || redis.status === 'rejected') {
    for (const one of started) if (one.status === 'fulfilled') await one.value.stop()
    rmSync(directory, { recursive: true, force: true })
    throw started.find(one => one.status === 'rejected')?.reason
  }
  return {
    databaseUrl: postgres.value.url,
    redisUrl: redis.value.url,
    database: name => postgres.value.url.replace(/\/postgres$/, `/${encodeURIComponent(name)}`),
    stop: async () => {
      await Promise.all([postgres.value.stop(), redis.value.stop()])
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Ends and removes the servers of test runs whose own process is gone. */
const sweep = async (folder: string): Promise<void> => {
  for (const name of readdirSync(folder).filter(name => name.startsWith(prefix))) {
    const directory = join(folder, name)
    try {
      const owner = JSON.parse(readFileSync(join(directory, 'owner.json'), 'utf8')) as ProcessMark
      if (isRunning(owner)) continue
      for (const end of [endLeftOverPostgres, endLeftOverRedis]) {
        const place = join(directory, end === endLeftOverPostgres ? 'postgres' : 'redis')
        if (existsSync(place)) await end(place)
      }
      removePostgres(join(directory, 'postgres'))
      rmSync(directory, { recursive: true, force: true })
    } catch {
      // Somebody else's, or one that is being made at this moment.
    }
  }
}
